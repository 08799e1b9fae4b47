package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes texts larger on a darker ground, or smaller, or takes them away, as the reviewer's words say. */
final class ReviseText implements Revising {
    private static final Pattern WITHOUT =
            Pattern.compile("\\b(?:remove|without|no text|no titles?|too much)\\b");
    private static final Pattern TEXT =
            Pattern.compile("\\b(?:texts?|titles?|subtitles?|captions?|lower thirds?)\\b");
    private static final Pattern SENTENCE = Pattern.compile("[.!?;](?:\\s+|$)|\\n+");
    private static final Pattern TOO_SMALL =
            Pattern.compile("\\b(?:too small|too tiny|larger|bigger)\\b");
    private static final Pattern SMALLER =
            Pattern.compile("\\b(?:too big|too large|smaller|huge|covers?)\\b");
    private static final double USUAL_SIZE = 0.06;
    private static final double LARGEST = 0.18;

    private final boolean without;
    private final boolean smaller;

    ReviseText(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        boolean larger = TOO_SMALL.matcher(plain).find();
        // A reviewer may want a pause removed, and the titles only larger.
        this.without =
                !larger
                        && SENTENCE.splitAsStream(plain)
                                .anyMatch(sentence ->
                                        WITHOUT.matcher(sentence).find()
                                                && TEXT.matcher(sentence).find());
        this.smaller = !larger && SMALLER.matcher(plain).find();
    }

    @Override
    public List<String> change(CutInHand cut) {
        int changed = 0;
        for (SceneInHand scene : cut.scenes) {
            if (!(scene.json.path("layers") instanceof ObjectNode layers) || !layers.has("text")) {
                continue;
            }
            JsonNode items = layers.get("text");
            if (without) {
                layers.remove("text");
                changed += items.isArray() ? items.size() : 1;
                continue;
            }
            List<JsonNode> texts = new ArrayList<>();
            if (items.isArray()) {
                items.forEach(texts::add);
            } else {
                texts.add(items);
            }
            for (JsonNode item : texts) {
                changed += item instanceof ObjectNode title && sized(title) ? 1 : 0;
            }
        }
        String how = without ? "taken away" : smaller ? "smaller" : "larger, on a darker ground";
        List<String> said = new ArrayList<>();
        Revising.say(said, changed, "%d text is " + how, "%d texts are " + how);
        return said;
    }

    private boolean sized(ObjectNode title) {
        JsonNode was = title.deepCopy();
        double size = title.path("size").asDouble(USUAL_SIZE);
        double wanted = smaller ? size * 0.75 : Math.max(size, Math.min(LARGEST, size * 1.25));
        if (Json.time(wanted).doubleValue() != size) {
            title.put("size", Json.time(wanted));
        }
        if (!smaller && !title.has("box")) {
            ObjectNode box = JsonNodeFactory.instance.objectNode();
            box.put("colour", "#000000");
            box.put("opacity", Json.score(0.6));
            box.put("padding", Json.score(0.3));
            title.set("box", box);
        }
        return !title.equals(was);
    }
}
