package dev.rushes.api.script;

import dev.rushes.api.episode.FindEpisodes;
import dev.rushes.api.page.PagedRows;
import dev.rushes.api.page.RowFilter;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.security.Caller;
import dev.rushes.common.show.Script;
import dev.rushes.common.show.ScriptFormat;
import dev.rushes.common.show.ScriptVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

@ApplicationScoped
class FindScripts {
    private final PagedRows rows;
    private final EntityManager database;

    FindScripts(PagedRows rows, EntityManager database) {
        this.rows = rows;
        this.database = database;
    }

    @Transactional
    Page<ScriptView> list(UUID episodeId, PageRequest page) {
        Page<Script> scripts =
                rows.page(
                        Script.class,
                        RowFilter.all()
                                .equal("row.episode.id", FindEpisodes.existing(episodeId).id),
                        page,
                        PagedRows.Order.OLDEST_FIRST,
                        script -> script);
        Map<Long, Latest> latest = latest(scripts.items().stream().map(FindScripts::id).toList());
        return new Page<>(
                scripts.items().stream()
                        .map(script ->
                                ScriptView.withoutText(
                                        script,
                                        latest.getOrDefault(id(script), Latest.STUDIOS_OWN)))
                        .toList(),
                scripts.next());
    }

    @Transactional
    ScriptView one(long id) {
        return view(existing(id));
    }

    @Transactional
    Page<ScriptVersionView> versions(long id, PageRequest page) {
        existing(id);
        return rows.page(
                ScriptVersion.class,
                RowFilter.all().equal("row.script.id", id),
                page,
                PagedRows.Order.NEWEST_FIRST,
                ScriptVersionView::withoutText);
    }

    @Transactional
    ScriptVersionView version(long id, int number) {
        existing(id);
        return ScriptVersion.<ScriptVersion>find("script.id = ?1 and number = ?2", id, number)
                .firstResultOptional()
                .map(ScriptVersionView::of)
                .orElseThrow(() -> ProblemException.notFound("version of the script", number));
    }

    /** With its text. Within the caller's transaction. */
    ScriptView view(Script script) {
        return ScriptView.of(script, latest(script));
    }

    /** Of a script's newest text. Within the caller's transaction. */
    Latest latest(Script script) {
        return latest(List.of(id(script))).getOrDefault(id(script), Latest.STUDIOS_OWN);
    }

    /** Within the caller's transaction. */
    static Script existing(long id) {
        return existing(id, LockModeType.NONE);
    }

    /** Locked until the caller's transaction ends: its version is counted by hand. */
    static Script locked(long id) {
        return existing(id, LockModeType.PESSIMISTIC_WRITE);
    }

    static long id(Script script) {
        return Objects.requireNonNull(script.id, "a stored script has its key");
    }

    private static Script existing(long id, LockModeType lock) {
        return Script.<Script>findByIdOptional(id, lock)
                .filter(script -> script.episode == null || script.episode.deletedAt == null)
                .filter(Caller.current()::sees)
                .orElseThrow(() -> ProblemException.notFound("script", id));
    }

    private Map<Long, Latest> latest(List<Long> scripts) {
        Map<Long, Latest> latest = new HashMap<>();
        if (!scripts.isEmpty()) {
            database.createQuery(
                            "select v.script.id, v.number, v.format, v.filename from ScriptVersion v where"
                                    + " v.script.id in (:scripts) and v.number = (select max(w.number) from"
                                    + " ScriptVersion w where w.script.id = v.script.id)",
                            Object[].class)
                    .setParameter("scripts", scripts)
                    .getResultList()
                    .forEach(columns ->
                            latest.put(
                                    (Long) columns[0],
                                    new Latest(
                                            (Integer) columns[1],
                                            (ScriptFormat) columns[2],
                                            (String) columns[3])));
        }
        return latest;
    }
}
