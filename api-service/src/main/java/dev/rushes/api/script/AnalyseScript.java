package dev.rushes.api.script;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.Script;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Asks for the detection of a script's scenes. No analyser can be set up in this version. */
@ApplicationScoped
class AnalyseScript {
    /** Why it cannot be done: the script does not allow it, or nobody is there to do it. */
    @Transactional
    ProblemException refusal(long id) {
        Script script = FindScripts.existing(id);
        return script.aiAnalysisEnabled
                ? ProblemException.notConfigured(
                        ProblemType.ANALYSIS_NOT_CONFIGURED,
                        "No analyser of scripts is set up; write the metadata yourself.")
                : new ProblemException(
                        ProblemType.ANALYSIS_NOT_ENABLED,
                        "Enable it first: PUT /scripts/" + id + "/ai-analysis.");
    }
}
