package dev.rushes.api.script;

import jakarta.validation.constraints.NotNull;

/** Whether a script may be analysed. */
record AnalysisSwitch(@NotNull Boolean enabled) {}
