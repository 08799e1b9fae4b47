package dev.rushes.local.bench;

import picocli.CommandLine.Command;

/** The measurements that need services. */
@Command(
        name = "bench",
        description = "Measures a stack of its own.",
        subcommands = {BenchApiCommand.class, StorageBench.class, PlanBench.class},
        mixinStandardHelpOptions = true)
public final class BenchCommand {}
