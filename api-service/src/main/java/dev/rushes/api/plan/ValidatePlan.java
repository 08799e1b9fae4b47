package dev.rushes.api.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.api.episode.FindEpisodes;
import dev.rushes.common.plan.structure.Programme;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.Episode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a document without keeping anything. */
@ApplicationScoped
class ValidatePlan {
    private static final Pattern KEY = Pattern.compile("episodes/([0-9a-fA-F-]{36})/.*");

    private final PlanRules rules;

    ValidatePlan(PlanRules rules) {
        this.rules = rules;
    }

    @Transactional
    ValidationView validate(ValidationRequest request) {
        UUID asked = request.episodeId();
        UUID id = asked != null ? asked : episodeInKeys(request.editStructure());
        Optional<Episode> episode = Optional.ofNullable(id).flatMap(FindEpisodes::found);
        if (asked != null && episode.isEmpty()) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    "The request is not valid.",
                    List.of(new Problem.Fault("/episodeId", "there is no such episode")));
        }
        // No episode at all: every key is then unknown, and all other faults are still found.
        CheckedPlan checked =
                CheckedPlan.of(
                        episode.orElseGet(Episode::new), request.editStructure(), rules.limits());
        Programme programme = checked.check().programme();
        return new ValidationView(
                checked.errors(),
                checked.warnings(),
                programme == null ? null : plain(programme.totalDuration().toDecimal()));
    }

    /** 20, not 2E+1. */
    static BigDecimal plain(BigDecimal seconds) {
        return seconds.setScale(Math.max(seconds.scale(), 0));
    }

    private static @Nullable UUID episodeInKeys(JsonNode structure) {
        for (JsonNode key : structure.findValues("s3Key")) {
            Matcher matcher = KEY.matcher(key.asText());
            if (matcher.matches()) {
                try {
                    return UUID.fromString(matcher.group(1));
                } catch (IllegalArgumentException e) {
                    return null;
                }
            }
        }
        return null;
    }
}
