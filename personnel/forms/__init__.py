"""The forms of people and posts: shape of input; what the frame refuses, the domain functions say."""
