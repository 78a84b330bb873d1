import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Holds files to PDF/A-3a and PDF/UA-1 with the classes and profiles of veraPDF, which come without a program of their
 * own in the package that setup/verapdf fetches. The profiles are read here, for what would read them there is missing.
 */
public class VeraPdf {
    private static final String PROFILES = "/org/verapdf/pdfa/validation/";
    private static final int SHOWN = 3;

    public static void main(String[] paths) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean good = paths.length > 0;
        for (PDFAFlavour flavour : List.of(PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1)) {
            ValidationProfile profile = profile(flavour);
            for (String path : paths) good &= passes(path, profile, flavour);
        }
        System.exit(good ? 0 : 1);
    }

    private static boolean passes(String path, ValidationProfile profile, PDFAFlavour flavour) throws Exception {
        try (InputStream file = new FileInputStream(path);
             PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
             PDFAValidator validator = ValidatorFactory.createValidator(profile, 100, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            String outcome = result.isCompliant() ? "passes" : "FAILS";
            System.out.printf("%s: %s, %s, %d checks%n", path, flavour, outcome, result.getTotalAssertions());
            Map<RuleId, Integer> seen = new HashMap<>();
            for (TestAssertion found : result.getTestAssertions()) {
                RuleId rule = found.getRuleId();
                if (found.getStatus() != TestAssertion.Status.FAILED || seen.merge(rule, 1, Integer::sum) > SHOWN) continue;
                System.out.printf("  %s-%d, %d times: %s%n    at %s%n", rule.getClause(), rule.getTestNumber(),
                    result.getFailedChecks().get(rule), found.getErrorMessage(), found.getLocation().getContext());
            }
            return result.isCompliant();
        }
    }

    private static ValidationProfile profile(PDFAFlavour flavour) throws Exception {
        String name = flavour.toString().equals("3a") ? "PDFA-3A.xml" : "PDFUA-1.xml";
        Element root;
        try (InputStream raw = PDFAParser.class.getResourceAsStream(PROFILES + name)) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(raw).getDocumentElement();
        }
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element each : all(root, "rule")) rules.add(rule(each));
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element each : all(root, "variable")) {
            String start = text(each, "defaultValue");
            variables.add(Profiles.variableFromValues(each.getAttribute("name"), each.getAttribute("object"), start, text(each, "value")));
        }
        System.out.printf("%s: %d rules%n", name, rules.size());
        return Profiles.profileFromValues(
            flavour, Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0)), "", rules, variables);
    }

    private static Rule rule(Element each) {
        Element id = all(each, "id").get(0);
        String deferred = each.getAttribute("deferred");
        return Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"),
                Integer.parseInt(id.getAttribute("testNumber"))),
            each.getAttribute("object"),
            deferred.isEmpty() ? null : Boolean.valueOf(deferred),
            each.getAttribute("tags"),
            text(each, "description"),
            text(each, "test"),
            Profiles.errorFromValues(text(all(each, "error").get(0), "message"), List.of()),
            List.of());
    }

    private static List<Element> all(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getElementsByTagName(name);
        for (int place = 0; place < nodes.getLength(); place++) found.add((Element) nodes.item(place));
        return found;
    }

    private static String text(Element parent, String name) {
        return all(parent, name).get(0).getTextContent();
    }
}
