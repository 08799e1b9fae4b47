package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.planner.Choice.Alternate;
import dev.rushes.api.planner.Choice.Kind;
import java.util.ArrayList;
import java.util.List;

/** Chooses what plays under the programme: the show's newest music, or none where its videos have none. */
final class ChooseMusic {
    /** Share of the videos with music below which the show has the habit of none. */
    private static final double RARELY = 0.2;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Material material;
    private final PlannerSettings settings;

    ChooseMusic(Material material, PlannerSettings settings) {
        this.material = material;
        this.settings = settings;
    }

    private record Option(String name, ObjectNode shown, double score) {
        Alternate alternate(int number) {
            return new Alternate(
                    "music-" + number, name, score, WriteProposal.change("music", shown));
        }
    }

    Choice of(List<PlannedScene> scenes) {
        boolean speech = scenes.stream().anyMatch(scene -> scene.chosen().voice().speaks());
        List<Option> options = new ArrayList<>();
        for (Material.Music music : material.music()) {
            options.add(new Option(music.fileName(), playing(music, speech), 0.5));
        }
        Option silence = new Option("no music", NODES.objectNode().put("enabled", false), 0.2);
        boolean any = !options.isEmpty();
        Double usual = material.habits().taste().music();
        double share = usual == null ? 1 : usual;
        boolean silent = any && share < RARELY;
        options.add(silent ? 0 : options.size(), silence);
        List<Alternate> others = new ArrayList<>();
        for (int i = 1; i < options.size(); i++) {
            others.add(options.get(i).alternate(i));
        }
        ObjectNode evidence = NODES.objectNode();
        evidence.put("pieces", material.music().size());
        evidence.put("speech", speech);
        if (usual != null) {
            evidence.put("usualShare", Json.score(usual));
        }
        String why;
        if (!any) {
            why = "The show has none.";
        } else if (silent) {
            why = "Of the show's videos %.0f %% have music.".formatted(100 * share);
        } else if (speech) {
            why = "The show's newest music; it makes way for speech.";
        } else {
            why = "The show's newest music; nobody speaks.";
        }
        return new Choice(
                Kind.MUSIC,
                "/music",
                null,
                options.getFirst().name(),
                why,
                evidence,
                any ? 0.75 : 0.9,
                WriteProposal.change("music", options.getFirst().shown()),
                others);
    }

    private ObjectNode playing(Material.Music music, boolean speech) {
        ObjectNode playing = NODES.objectNode();
        playing.put("enabled", true);
        playing.put("s3Key", music.s3Key());
        playing.put("volume", Json.score(settings.musicVolume()));
        playing.put("duck", speech);
        playing.put("fadeIn", Json.time(1));
        playing.put("fadeOut", Json.time(2));
        return playing;
    }
}
