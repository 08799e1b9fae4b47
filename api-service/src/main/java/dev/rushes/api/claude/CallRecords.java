package dev.rushes.api.claude;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** The table of calls. */
@ApplicationScoped
class CallRecords {
    private final EntityManager database;
    private final ClaudeSettings settings;

    CallRecords(EntityManager database, ClaudeSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Kept by itself: what the call was made for may fail, the money is spent. */
    @Transactional(TxType.REQUIRES_NEW)
    void keep(Question question, int attempt, Call call) {
        database.createNativeQuery(
                        """
                        INSERT INTO model_calls (purpose, prompt, model, episode_id, attempt, outcome, response_code,
                            request_id, input_tokens, output_tokens, cost_usd, took_milliseconds)
                        VALUES (:purpose, :prompt, :model, (SELECT id FROM episodes WHERE id = CAST(:episode AS uuid)),
                            :attempt, :outcome, CAST(:status AS integer), CAST(:request AS text), :input, :output, :cost, :took)
                        """)
                .setParameter("purpose", question.purpose())
                .setParameter("prompt", question.prompt().reference())
                .setParameter("model", settings.model())
                .setParameter(
                        "episode",
                        question.episode() == null ? null : question.episode().toString())
                .setParameter("attempt", attempt)
                .setParameter("outcome", call.outcome().text())
                .setParameter("status", call.status() == null ? null : call.status().toString())
                .setParameter("request", call.requestId())
                .setParameter("input", call.inputTokens())
                .setParameter("output", call.outputTokens())
                .setParameter("cost", call.cost(settings))
                .setParameter("took", (int) Math.min(Integer.MAX_VALUE, call.took().toMillis()))
                .executeUpdate();
    }

    /** Of the last 24 hours. */
    @Transactional(TxType.REQUIRES_NEW)
    long tokensOfADay() {
        return ((Number)
                        database.createNativeQuery(
                                        "SELECT coalesce(sum(input_tokens + output_tokens), 0) FROM model_calls"
                                                + " WHERE created_at > now() - interval '24 hours'")
                                .getSingleResult())
                .longValue();
    }
}
