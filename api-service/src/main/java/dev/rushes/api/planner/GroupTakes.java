package dev.rushes.api.planner;

import dev.rushes.api.planner.Material.Scripted;
import dev.rushes.api.planner.Material.Take;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds which takes show the same scene, which scene of the script that is, and in which order scenes play. */
final class GroupTakes {
    private static final Comparator<Take> IN_ORDER =
            Comparator.comparing(
                            Take::number, Comparator.nullsFirst(Comparator.<Integer>naturalOrder()))
                    .thenComparing(Take::fileName)
                    .thenComparing(Take::s3Key);

    private static final Comparator<SceneTakes> BY_NUMBER =
            Comparator.comparing(
                            SceneTakes::number,
                            Comparator.nullsLast(Comparator.<Integer>naturalOrder()))
                    .thenComparingInt(GroupTakes::part)
                    .thenComparing(SceneTakes::name);

    private GroupTakes() {}

    /** The scenes in the order in which they play. */
    static List<SceneTakes> of(Material material) {
        Map<String, List<Take>> byScene = new LinkedHashMap<>();
        material.takes().stream()
                .sorted(IN_ORDER)
                .forEach(take ->
                        byScene.computeIfAbsent(scene(take), name -> new ArrayList<>()).add(take));
        List<SceneTakes> scenes = new ArrayList<>();
        byScene.values()
                .forEach(takes ->
                        scenes.add(
                                new SceneTakes(
                                        takes.getFirst().scene(),
                                        takes.getFirst().sceneNumber(),
                                        takes,
                                        null,
                                        "no scene of the script")));
        scenes.sort(BY_NUMBER);
        return material.script().isEmpty() ? scenes : inScriptOrder(scenes, material.script());
    }

    private static String scene(Take take) {
        return take.sceneNumber() != null
                ? "number " + take.sceneNumber()
                : "name " + plain(take.scene().replaceAll("(?i)[-_ ]*take[-_ ]*\\d+$", ""));
    }

    private static int part(SceneTakes scene) {
        return switch (scene.type()) {
            case "intro" -> 0;
            case "outro" -> 2;
            default -> 1;
        };
    }

    /** By name where names agree, the others one after the other; what the script does not have keeps its neighbours. */
    private static List<SceneTakes> inScriptOrder(List<SceneTakes> scenes, List<Scripted> script) {
        @Nullable SceneTakes[] found = new SceneTakes[script.size()];
        List<SceneTakes> left = new ArrayList<>();
        for (SceneTakes scene : scenes) {
            int at = named(scene, script, found);
            if (at >= 0) {
                found[at] = scene.with(script.get(at), "by name");
            } else {
                left.add(scene);
            }
        }
        List<SceneTakes> unscripted = new ArrayList<>();
        for (SceneTakes scene : left) {
            int at = nextFree(scene, script, found);
            if (at >= 0) {
                found[at] = scene.with(script.get(at), "by its place");
            } else {
                unscripted.add(scene);
            }
        }
        List<SceneTakes> ordered = new ArrayList<>();
        for (SceneTakes scene : found) {
            if (scene != null) {
                ordered.add(scene);
            }
        }
        for (SceneTakes scene : unscripted) {
            int before = 0;
            while (before < ordered.size() && BY_NUMBER.compare(ordered.get(before), scene) < 0) {
                before++;
            }
            ordered.add(before, scene);
        }
        return ordered;
    }

    private static int named(
            SceneTakes scene, List<Scripted> script, @Nullable SceneTakes[] found) {
        String name = plain(scene.name());
        for (int i = 0; i < script.size(); i++) {
            Scripted wanted = script.get(i);
            if (found[i] == null
                    && (plain(wanted.name()).equals(name)
                            || (wanted.heading() != null
                                    && plain(wanted.heading()).equals(name)))) {
                return i;
            }
        }
        return -1;
    }

    /** The first scene of the script that nobody has yet and that is of this type, else the first that nobody has. */
    private static int nextFree(
            SceneTakes scene, List<Scripted> script, @Nullable SceneTakes[] found) {
        String type = scene.takes().getFirst().type();
        for (int i = 0; i < script.size(); i++) {
            if (found[i] == null && (type == null || script.get(i).type().text().equals(type))) {
                return i;
            }
        }
        for (int i = 0; i < script.size(); i++) {
            if (found[i] == null) {
                return i;
            }
        }
        return -1;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    }
}
