package dev.rushes.api.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.script.detection.ClaudeAnalyser;
import dev.rushes.api.script.detection.DetectedScene;
import dev.rushes.api.script.detection.RuleAnalyser;
import dev.rushes.api.script.detection.ScriptAnalyser;
import dev.rushes.api.script.detection.ScriptToAnalyse;
import dev.rushes.api.script.detection.Wish;
import dev.rushes.api.script.text.ScriptFault;
import dev.rushes.api.script.text.ScriptReader;
import dev.rushes.api.task.TaskProgress;
import dev.rushes.api.task.TaskWork;
import dev.rushes.api.task.Tasks;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.security.Caller;
import dev.rushes.common.show.Script;
import dev.rushes.common.show.ScriptFormat;
import dev.rushes.common.training.PacingRhythm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds the scenes of a script and writes them down, as a task. */
@ApplicationScoped
class AnalyseScript implements TaskWork {
    private static final Logger LOG = Logger.getLogger(AnalyseScript.class);
    private static final int MOST_TEXTS = 5;

    private final Tasks tasks;
    private final Texts texts;
    private final ScriptScenes scenes;
    private final RuleAnalyser rules;
    private final ClaudeAnalyser claude;
    private final Caller caller;

    AnalyseScript(
            Tasks tasks,
            Texts texts,
            ScriptScenes scenes,
            RuleAnalyser rules,
            ClaudeAnalyser claude,
            Caller caller) {
        this.tasks = tasks;
        this.texts = texts;
        this.scenes = scenes;
        this.rules = rules;
        this.claude = claude;
        this.caller = caller;
    }

    /** Starts the task; its id. */
    @Transactional
    UUID start(long id, AnalysisWish wish) {
        requireEnabled(FindScripts.existing(id));
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("script", id);
        input.put("totalSeconds", wish.targetDurationSeconds());
        input.put("pacing", wish.rhythm().name());
        input.put("useClaude", Boolean.TRUE.equals(wish.useClaude()));
        return tasks.start(kind(), input, caller.subject());
    }

    static void requireEnabled(Script script) {
        if (!script.aiAnalysisEnabled) {
            throw new ProblemException(
                    ProblemType.ANALYSIS_NOT_ENABLED,
                    "Enable it first: PUT /scripts/" + script.id + "/ai-analysis.");
        }
    }

    @Override
    public String kind() {
        return "script-analysis";
    }

    @Override
    public String run(JsonNode input, Instant startedAt, TaskProgress progress) {
        long id = input.path("script").asLong();
        JsonNode total = input.path("totalSeconds");
        Wish wish =
                new Wish(
                        total.isNumber() ? total.decimalValue() : null,
                        PacingRhythm.valueOf(input.path("pacing").asText()));
        ScriptAnalyser analyser = input.path("useClaude").asBoolean() ? claude : rules;
        // A script that is written while it is analysed is analysed again.
        for (int i = 0; i < MOST_TEXTS; i++) {
            Texts.Newest newest = texts.newest(id);
            progress.reached(10);
            List<DetectedScene> found = analyser.analyse(read(newest), wish);
            progress.reached(90);
            if (scenes.found(id, newest, found, Instant.now())) {
                LOG.infof("Script %d has %d scenes", id, found.size());
                return "api/v1/scripts/" + id + "/metadata";
            }
        }
        throw ProblemException.unavailable("A text of the script that stays", null);
    }

    private static ScriptToAnalyse read(Texts.Newest newest) {
        try {
            return new ScriptToAnalyse(
                    ScriptReader.read(newest.text(), newest.format()),
                    newest.version(),
                    newest.episode());
        } catch (ScriptFault fault) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    "The script cannot be read.",
                    List.of(new Problem.Fault("/scriptText", fault.described())));
        }
    }

    /** Reads texts, each in a transaction of its own. */
    @ApplicationScoped
    static class Texts {
        private final FindScripts scripts;

        /**
         * The newest text of a script.
         *
         * @param version number of the text
         * @param scenes rows of the scenes that it has
         */
        record Newest(
                String text,
                int version,
                Set<UUID> scenes,
                ScriptFormat format,
                @Nullable UUID episode) {}

        Texts(FindScripts scripts) {
            this.scripts = scripts;
        }

        @Transactional
        Newest newest(long id) {
            Script script = FindScripts.existing(id);
            requireEnabled(script);
            Latest latest = scripts.latest(script);
            return new Newest(
                    script.scriptText == null ? "" : script.scriptText,
                    latest.number(),
                    ScriptScenes.rows(script),
                    latest.format(),
                    script.episode == null ? null : script.episode.id);
        }
    }
}
