package dev.rushes.api.plan.interchange;

import dev.rushes.common.plan.Rational;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Elements and attributes as FCPXML 1.10 defines those that are used, their order, and times on whole frames. */
final class FcpxmlFile {
    private FcpxmlFile() {}

    private static final Map<String, String> CHILDREN =
            Map.ofEntries(
                    Map.entry("fcpxml", "resources library"),
                    Map.entry("resources", "format effect( asset)+"),
                    Map.entry("format", ""),
                    Map.entry("effect", ""),
                    Map.entry("asset", "media-rep"),
                    Map.entry("media-rep", ""),
                    Map.entry("library", "event"),
                    Map.entry("event", "project"),
                    Map.entry("project", "sequence"),
                    Map.entry("sequence", "spine"),
                    Map.entry(
                            "spine",
                            "(asset-clip|audition)( transition (asset-clip|audition)| asset-clip| audition)*"),
                    Map.entry("audition", "asset-clip( asset-clip)*"),
                    Map.entry("asset-clip", "(timeMap)? ?(marker)?"),
                    Map.entry("timeMap", "timept timept"),
                    Map.entry("timept", ""),
                    Map.entry("marker", ""),
                    Map.entry("transition", "filter-video"),
                    Map.entry("filter-video", ""));
    private static final Map<String, Set<String>> REQUIRED =
            Map.of(
                    "asset-clip", Set.of("ref", "offset", "start", "duration", "name", "format"),
                    "transition", Set.of("name", "offset", "duration"),
                    "marker", Set.of("start", "duration", "value"),
                    "media-rep", Set.of("kind", "src"),
                    "sequence",
                            Set.of(
                                    "format",
                                    "duration",
                                    "tcStart",
                                    "tcFormat",
                                    "audioLayout",
                                    "audioRate"));

    static List<String> faults(Document document, Rational rate) {
        List<String> faults = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        walk(document.getDocumentElement(), rate, ids, faults);
        refs(document.getDocumentElement(), ids, faults);
        return faults;
    }

    private static void walk(Element element, Rational rate, Set<String> ids, List<String> faults) {
        String model = CHILDREN.get(element.getTagName());
        List<String> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element its) {
                children.add(its.getTagName());
                walk(its, rate, ids, faults);
            } else if (!child.getTextContent().isBlank()) {
                faults.add("text in " + element.getTagName());
            }
        }
        if (model == null || !String.join(" ", children).matches(model)) {
            faults.add(element.getTagName() + " has " + children);
        }
        for (String required : REQUIRED.getOrDefault(element.getTagName(), Set.of())) {
            if (!element.hasAttribute(required)) {
                faults.add(element.getTagName() + " has no " + required);
            }
        }
        if (element.hasAttribute("id") && !ids.add(element.getAttribute("id"))) {
            faults.add("id twice: " + element.getAttribute("id"));
        }
        for (String time : List.of("offset", "start", "duration")) {
            String text = element.getAttribute(time);
            if (!text.isEmpty()
                    && Rational.parse(text.substring(0, text.length() - 1))
                                    .times(rate)
                                    .denominator()
                            != 1) {
                faults.add(time + " of " + element.getTagName() + " is no whole frame: " + text);
            }
        }
    }

    private static void refs(Element element, Set<String> ids, List<String> faults) {
        for (String name : List.of("ref", "format")) {
            if (element.hasAttribute(name) && !ids.contains(element.getAttribute(name))) {
                faults.add(name + " leads nowhere: " + element.getAttribute(name));
            }
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element its) {
                refs(its, ids, faults);
            }
        }
    }
}
