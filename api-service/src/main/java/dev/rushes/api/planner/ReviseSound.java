package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.footage.FootageAnalysis;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Levels what is heard: one loudness, softer music, clips that are as loud as each other. */
record ReviseSound() implements Revising {
    private static final double WANTED_LUFS = -20;

    /** Decibels that nobody hears between two clips. */
    private static final double UNHEARD = 3;

    @Override
    public List<String> change(CutInHand cut) {
        List<String> said = new ArrayList<>();
        loudness(cut.settings(), said);
        music(cut.settings(), said);
        int levelled = 0;
        for (SceneInHand scene : cut.scenes) {
            for (ClipInHand clip : scene.clips) {
                levelled += levelled(clip) ? 1 : 0;
            }
        }
        Revising.say(said, levelled, "%d clip is levelled", "%d clips are levelled");
        return said;
    }

    private static void loudness(ObjectNode document, List<String> said) {
        JsonNode loudness = document.at("/output/loudness");
        if (loudness.isMissingNode() || loudness.equals(BooleanNode.FALSE)) {
            ObjectNode output =
                    document.path("output") instanceof ObjectNode written
                            ? written
                            : document.putObject("output");
            output.put("loudness", true);
            said.add("the programme is brought to one loudness");
        }
    }

    private static void music(ObjectNode document, List<String> said) {
        if (!(document.path("music") instanceof ObjectNode music)
                || !music.path("enabled").asBoolean()) {
            return;
        }
        double was = music.path("volume").asDouble(1);
        BigDecimal volume = Json.score(was / 2);
        if (volume.doubleValue() != was) {
            music.put("volume", volume);
            said.add("the music is half as loud");
        }
        if (music.path("duck").isMissingNode() || music.path("duck").equals(BooleanNode.FALSE)) {
            music.put("duck", true);
            said.add("the music makes way for speech");
        }
    }

    /** Only where nobody has chosen a level: a clip that is muted is meant to be. */
    private static boolean levelled(ClipInHand clip) {
        if (clip.json.hasNonNull("volume")) {
            return false;
        }
        FootageAnalysis.Sound heard =
                clip.take == null ? null : clip.take.take().analysis().sound();
        Double loudness = heard == null ? null : heard.integratedLufs();
        if (loudness == null || Math.abs(WANTED_LUFS - loudness) <= UNHEARD) {
            return false;
        }
        double factor = Math.pow(10, (WANTED_LUFS - loudness) / 20);
        BigDecimal volume = Json.score(Math.clamp(factor, 0.25, 4));
        if (volume.doubleValue() == 1) {
            return false;
        }
        clip.json.put("volume", volume);
        return true;
    }
}
