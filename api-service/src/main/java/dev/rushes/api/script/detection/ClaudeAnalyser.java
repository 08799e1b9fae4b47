package dev.rushes.api.script.detection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.claude.Answer;
import dev.rushes.api.claude.Claude;
import dev.rushes.api.claude.Prompt;
import dev.rushes.api.claude.Question;
import dev.rushes.api.script.text.Passage;
import dev.rushes.api.script.text.Passage.Action;
import dev.rushes.api.script.text.Passage.Cut;
import dev.rushes.api.script.text.Passage.Speech;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Finds scenes by rules, and asks Claude what each is for, how lively it is and what it needs. The rules divide the script and
 * measure it; where there is no answer, they decide alone, and the first scene says why.
 */
@ApplicationScoped
public class ClaudeAnalyser implements ScriptAnalyser {
    private static final Prompt PROMPT = Prompt.of("script-scenes", 1);
    private static final int LONGEST_TEXT = 600;

    private final Claude claude;

    ClaudeAnalyser(Claude claude) {
        this.claude = claude;
    }

    @Override
    public List<DetectedScene> analyse(ScriptToAnalyse script, Wish wish) {
        Findings rules = Findings.byRules(Segments.of(script.screenplay()));
        if (rules.all().isEmpty()) {
            return List.of();
        }
        Answer answer =
                claude.ask(
                        new Question(
                                "script-scenes",
                                PROMPT,
                                data(rules),
                                SceneAnswers.schema(),
                                script.episode()));
        Findings findings =
                switch (answer) {
                    case Answer.Given given -> SceneAnswers.applied(rules, given);
                    case Answer.Missing missing ->
                            new Findings(rules.by(), rules.all(), List.of(missing.warning()));
                };
        return RuleAnalyser.scenes(script, wish, findings);
    }

    /** The scenes by ids that mean nothing but their place. */
    private static JsonNode data(Findings rules) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode scenes = data.putArray("scenes");
        for (int i = 0; i < rules.all().size(); i++) {
            Segment segment = rules.all().get(i).segment();
            ObjectNode scene = scenes.addObject().put("id", SceneAnswers.id(i));
            if (segment.heading() != null) {
                scene.put("heading", segment.heading().text());
            }
            scene.put("firstLine", segment.from()).put("lastLine", segment.to());
            ArrayNode passages = scene.putArray("passages");
            segment.passages().stream()
                    .limit(VisualRequirements.MOST_ELEMENTS)
                    .forEach(passage -> passages.add(passage(passage)));
        }
        return data;
    }

    private static ObjectNode passage(Passage passage) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("line", passage.from());
        String text =
                passage.text().length() > LONGEST_TEXT
                        ? passage.text().substring(0, LONGEST_TEXT)
                        : passage.text();
        switch (passage) {
            case Speech speech -> {
                if (speech.speaker() != null) {
                    node.put("speaker", speech.speaker());
                }
                if (!speech.manner().isEmpty()) {
                    node.put("manner", String.join("; ", speech.manner()));
                }
                node.put("says", text);
            }
            case Action action -> node.put("action", text);
            case Cut cut -> node.put("transition", text);
        }
        return node;
    }
}
