package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.planner.ChooseLayers.Layered;
import dev.rushes.api.planner.Material.Overlaid;
import dev.rushes.api.planner.Material.Scripted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lays over the picture as much as the show's videos do, as far as there is something true to lay there: names of those who
 * speak and what scenes are called in the script, then the show's logo. Where they have no texts, presets with texts are
 * passed over. What people gave a scene themselves stays.
 */
final class LayOver {
    /** Texts a minute below which the show has the habit of none: fewer than one in ten minutes. */
    static final double RARELY = 0.1;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final double CERTAINTY = 0.75;

    /** Seconds into a scene, for who looks where the picture has changed. */
    private static final double COMES = 0.5;

    private static final double USUAL_SECONDS = 4;
    private static final double SHORTEST = 1.5;
    private static final double LONGEST = 10;
    private static final double FADE = 0.3;

    /** Who speaks under these names is nobody that could be introduced. */
    private static final Set<String> NAMELESS =
            Set.of(
                    "NARRATOR",
                    "NARRATION",
                    "VOICE",
                    "VOICEOVER",
                    "VOICE OVER",
                    "VO",
                    "V.O.",
                    "HOST",
                    "SPEAKER",
                    "ALL",
                    "BOTH",
                    "EVERYONE");

    private final Overlaid usual;
    private final @Nullable String logo;
    private final Set<UUID> decided;

    /**
     * For a show.
     *
     * @param logo its key, or null
     * @param decided ids of scenes whose preset somebody has chosen
     */
    LayOver(Overlaid usual, @Nullable String logo, Set<UUID> decided) {
        this.usual = usual;
        this.logo = logo;
        this.decided = decided;
    }

    List<PlannedScene> over(List<PlannedScene> scenes) {
        Double rate = usual.textsPerMinute();
        if (rate == null) {
            return scenes;
        }
        List<PlannedScene> planned = new ArrayList<>(scenes);
        if (rate < RARELY) {
            planned.replaceAll(this::plain);
        } else {
            Set<String> named = new HashSet<>();
            add(planned, rate, scene -> name(scene.scene().scripted(), named));
            add(planned, rate, scene -> title(scene.scene().scripted()));
        }
        return withLogo(planned);
    }

    /** The only one who speaks, by the name in the script; null where that is no name. */
    static @Nullable String speaker(@Nullable Scripted scripted) {
        if (scripted == null || scripted.speakers().size() != 1) {
            return null;
        }
        String name = scripted.speakers().getFirst();
        return NAMELESS.contains(name.toUpperCase(Locale.ROOT)) ? null : name;
    }

    /** Each is introduced once. */
    private static @Nullable String name(@Nullable Scripted scripted, Set<String> named) {
        String name = speaker(scripted);
        return name != null && named.add(name) ? name : null;
    }

    private static @Nullable String title(@Nullable Scripted scripted) {
        return scripted == null ? null : scripted.title();
    }

    private void add(
            List<PlannedScene> planned,
            double rate,
            Function<PlannedScene, @Nullable String> words) {
        LaidOver all = measured(planned);
        long missing = all.texts(rate) - all.texts();
        for (int i = 0; i < planned.size() && missing > 0; i++) {
            PlannedScene scene = planned.get(i);
            double seconds = Math.min(seconds(), scene.seconds() - 2 * COMES);
            if (isOwn(scene)
                    || seconds < SHORTEST
                    || LaidOver.of(scene.layers().getFirst().layers(), scene.seconds()).texts()
                            > 0) {
                continue;
            }
            String text = words.apply(scene);
            if (text != null) {
                planned.set(i, titled(scene, text, seconds, rate));
                missing--;
            }
        }
    }

    private double seconds() {
        return usual.textSeconds() == null
                ? USUAL_SECONDS
                : Math.clamp(usual.textSeconds(), SHORTEST, LONGEST);
    }

    private PlannedScene titled(PlannedScene scene, String text, double seconds, double rate) {
        ObjectNode item = NODES.objectNode();
        item.put("text", text);
        item.put("style", "centre".equals(usual.place()) ? "title" : "lower_third");
        if ("top".equals(usual.place())) {
            item.put("place", "top_left");
        }
        item.put("start", Json.time(COMES));
        item.put("end", Json.time(COMES + seconds));
        item.put("fadeIn", Json.time(FADE));
        item.put("fadeOut", Json.time(FADE));
        return scene.layered(
                with(
                        scene,
                        "text",
                        item,
                        "\"%s\" over the picture".formatted(text),
                        String.format(
                                Locale.ROOT,
                                "The show's videos have %.1f texts a minute; the words are the script's.",
                                rate)));
    }

    /** The chosen layers with one thing more. */
    private static Layered with(
            PlannedScene scene, String layer, ObjectNode item, String name, String why) {
        Layered chosen = scene.layers().getFirst();
        ObjectNode layers =
                chosen.layers() instanceof ObjectNode some ? some.deepCopy() : NODES.objectNode();
        JsonNode there = layers.path(layer);
        ArrayNode items = NODES.arrayNode();
        if (there.isArray()) {
            items.addAll((ArrayNode) there);
        } else if (there.isObject()) {
            items.add(there);
        }
        layers.set(layer, items.add(item));
        return new Layered(
                layers,
                chosen.layers() == null ? name : chosen.name() + " with " + name,
                why,
                CERTAINTY);
    }

    /** What is without texts goes before what has some. */
    private PlannedScene plain(PlannedScene scene) {
        if (isOwn(scene) || decided.contains(scene.scene().id())) {
            return scene;
        }
        Layered plain =
                scene.layers().stream()
                        .filter(each -> LaidOver.of(each.layers(), scene.seconds()).texts() == 0)
                        .findFirst()
                        .orElseThrow();
        if (plain.equals(scene.layers().getFirst())) {
            return scene;
        }
        return scene.layered(
                new Layered(
                        plain.layers(),
                        plain.name(),
                        "The show's videos have no texts over their picture.",
                        CERTAINTY));
    }

    private PlannedScene withLogo(PlannedScene scene) {
        ObjectNode item = NODES.objectNode();
        item.put("image", logo);
        item.put("place", "top_right");
        item.put("width", Json.score(0.11));
        item.put("opacity", Json.score(0.9));
        return scene.layered(
                with(
                        scene,
                        "overlay",
                        item,
                        "the logo",
                        String.format(
                                Locale.ROOT,
                                "The show's videos have something over the picture for %.0f %% of the time.",
                                100 * (usual.share() == null ? 0 : usual.share()))));
    }

    /** Scene by scene, until there is something over the picture as long as is usual. */
    private List<PlannedScene> withLogo(List<PlannedScene> planned) {
        if (logo == null || usual.share() == null) {
            return planned;
        }
        LaidOver all = measured(planned);
        double missing = usual.share() * all.total() - all.seconds();
        // Half of what is usual is no other style.
        if (missing < all.total() * usual.share() / 2) {
            return planned;
        }
        List<PlannedScene> marked = new ArrayList<>(planned);
        for (int i = 0; i < marked.size() && missing > 0; i++) {
            PlannedScene scene = marked.get(i);
            JsonNode layers = scene.layers().getFirst().layers();
            if (!isOwn(scene) && (layers == null || !layers.has("overlay"))) {
                missing -= scene.seconds() - LaidOver.of(layers, scene.seconds()).seconds();
                marked.set(i, withLogo(scene));
            }
        }
        return marked;
    }

    private static LaidOver measured(List<PlannedScene> scenes) {
        int texts = 0;
        double seconds = 0;
        double total = 0;
        for (PlannedScene scene : scenes) {
            LaidOver here = LaidOver.of(scene.layers().getFirst().layers(), scene.seconds());
            texts += here.texts();
            seconds += here.seconds();
            total += here.total();
        }
        return new LaidOver(texts, seconds, total);
    }

    private static boolean isOwn(PlannedScene scene) {
        return scene.chosen().take().layers() != null;
    }
}
