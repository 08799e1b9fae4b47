package dev.rushes.api.script;

import dev.rushes.api.episode.FindEpisodes;
import dev.rushes.common.http.EntityVersion;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.Script;
import dev.rushes.common.show.ScriptFormat;
import dev.rushes.common.show.ScriptVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes scripts. Every text is kept; the newest one also stands on the script itself. */
@ApplicationScoped
class StoreScript {
    private static final Logger LOG = Logger.getLogger(StoreScript.class);

    private final FindScripts scripts;
    private final EntityManager database;

    StoreScript(FindScripts scripts, EntityManager database) {
        this.scripts = scripts;
        this.database = database;
    }

    @Transactional
    ScriptView create(UUID episodeId, ScriptText text, String user) {
        Script script = new Script();
        script.episode = FindEpisodes.existing(episodeId);
        script.scriptText = text.text();
        script.version = nextVersion(script);
        script.persistAndFlush();
        keep(script, 1, text.text(), text.format(), text.filename(), user, Instant.now());
        LOG.infof("Script %d of episode %s created", script.id, episodeId);
        return scripts.view(script);
    }

    @Transactional
    ScriptView replace(long id, @Nullable String ifMatch, ScriptText text, String user) {
        Script script = FindScripts.locked(id);
        EntityVersion.require(ifMatch, script.version);
        ScriptVersion latest = latest(id);
        int number = latest == null ? 0 : latest.number;
        String current = script.scriptText;
        if (current != null && (latest == null || !current.equals(latest.scriptText))) {
            // A text of the studio's own software.
            keep(
                    script,
                    ++number,
                    current,
                    latest == null ? ScriptFormat.TXT : latest.format,
                    null,
                    null,
                    script.updatedAt == null ? Instant.EPOCH : script.updatedAt);
        }
        keep(script, ++number, text.text(), text.format(), text.filename(), user, Instant.now());
        script.scriptText = text.text();
        script.version = nextVersion(script);
        Script.flush();
        LOG.infof("Script %d has text %d", script.id, number);
        return scripts.view(script);
    }

    /**
     * Allows or forbids its analysis.
     *
     * @param ifMatch checked only where it is given
     */
    @Transactional
    ScriptView enableAnalysis(long id, @Nullable String ifMatch, boolean enabled) {
        Script script = FindScripts.locked(id);
        if (ifMatch != null) {
            EntityVersion.require(ifMatch, script.version);
        }
        if (script.aiAnalysisEnabled != enabled) {
            script.aiAnalysisEnabled = enabled;
            script.version = nextVersion(script);
            Script.flush();
        }
        return scripts.view(script);
    }

    /**
     * The next version of a script that is locked: one more than any of its episode has, since a studio may count an
     * episode's scripts with that column and hold it unique.
     */
    int nextVersion(Script script) {
        Episode episode = script.episode;
        if (episode == null) {
            return script.version + 1;
        }
        database.createNativeQuery(
                        "SELECT id FROM episodes WHERE id = :id FOR NO KEY UPDATE", UUID.class)
                .setParameter("id", episode.id)
                .getSingleResult();
        return database.createQuery(
                                "select coalesce(max(version), 0) from Script where episode.id = :episode",
                                Integer.class)
                        .setParameter("episode", episode.id)
                        .getSingleResult()
                + 1;
    }

    private static @Nullable ScriptVersion latest(long script) {
        return ScriptVersion.<ScriptVersion>find("script.id = ?1 order by number desc", script)
                .firstResultOptional()
                .orElse(null);
    }

    private static void keep(
            Script script,
            int number,
            String text,
            ScriptFormat format,
            @Nullable String filename,
            @Nullable String user,
            Instant at) {
        ScriptVersion version = new ScriptVersion();
        version.script = script;
        version.number = number;
        version.scriptText = text;
        version.format = format;
        version.filename = filename;
        version.createdBy = user;
        version.createdAt = at;
        version.persistAndFlush();
    }
}
