package dev.rushes.render;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(
        packages = "dev.rushes.render",
        importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    @ArchTest
    static final ArchRule ONLY_FFMPEG_TOUCHES_THE_NATIVE_LIBRARY =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.rushes.render.ffmpeg..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.bytedeco..");

    @ArchTest
    static final ArchRule ONLY_THE_WORKSPACE_TALKS_TO_S3 =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.rushes.render.workspace..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("software.amazon.awssdk.services.s3..");

    @ArchTest
    static final ArchRule ONLY_THE_QUEUE_TALKS_TO_SQS =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.rushes.render.queue..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("software.amazon.awssdk.services.sqs..");

    @ArchTest
    static final ArchRule NOBODY_ELSE_SEES_THE_AWS_SDK =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.rushes.render.queue..", "dev.rushes.render.workspace..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("software.amazon.awssdk..");

    @ArchTest
    static final ArchRule THE_TIMELINE_IS_PURE =
            noClasses()
                    .that()
                    .resideInAPackage("dev.rushes.render.timeline..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.io..",
                            "java.nio.file..",
                            "java.nio.channels..",
                            "java.net..",
                            "java.sql..",
                            "jakarta..",
                            "io.quarkus..",
                            "dev.rushes.render.ffmpeg..",
                            "dev.rushes.render.workspace..",
                            "dev.rushes.render.queue..");

    @ArchTest
    static final ArchRule THE_ENGINE_KNOWS_NO_SERVICE =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "dev.rushes.render.engine..",
                            "dev.rushes.render.sound..",
                            "dev.rushes.render.ffmpeg..",
                            "dev.rushes.render.analysis..",
                            "dev.rushes.render.media..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("jakarta..", "io.quarkus..", "org.hibernate..");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.rushes.render.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED =
            classes().that(areWrittenByHand()).should(resideInANullMarkedPackage());

    @ArchTest
    static final ArchRule NO_DRAWER_NAMES =
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Manager")
                    .orShould()
                    .haveSimpleNameEndingWith("Helper")
                    .orShould()
                    .haveSimpleNameEndingWith("Util")
                    .orShould()
                    .haveSimpleNameEndingWith("Utils")
                    .orShould()
                    .haveSimpleNameEndingWith("Impl")
                    .orShould()
                    .haveSimpleNameEndingWith("Processor");

    private static DescribedPredicate<JavaClass> areWrittenByHand() {
        return DescribedPredicate.describe(
                "are written by hand", type -> !type.getSimpleName().equals("package-info"));
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package marked @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    type, type.getPackageName() + " is not @NullMarked"));
                }
            }
        };
    }
}
