package dev.rushes.common.plan.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.sound.AddedSound;
import dev.rushes.common.plan.sound.AddedSound.Role;
import dev.rushes.common.plan.sound.Ducking;
import dev.rushes.common.plan.sound.Loudness;
import dev.rushes.common.plan.sound.SoundLayout;
import dev.rushes.common.plan.sound.SoundSettings;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundReaderTest {
    private static PlanCheck check(String json) {
        SourceCatalog sources =
                new SourceCatalog() {
                    @Override
                    public Optional<Source> source(String key) {
                        return Set.of("a", "m").contains(key)
                                ? Optional.of(new Source(Rational.of(10), null))
                                : Optional.empty();
                    }

                    @Override
                    public boolean hasScene(UUID id) {
                        return true;
                    }
                };
        try {
            return PlanCheck.of(
                    new ObjectMapper().readTree(json.replace('\'', '"')),
                    sources,
                    PlanLimits.DEFAULT);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PlanCheck check(String layers, String rest) {
        return check(
                "{'scenes': [{'clips': [{'s3Key': 'a'}]}, {'clips': [{'s3Key': 'a'}], 'layers': {"
                        + layers
                        + "}}]"
                        + rest
                        + "}");
    }

    @Test
    void musicThatIsOffIsNotRead() {
        PlanCheck check = check("", ", 'music': {'enabled': false, 's3Key': 'nowhere'}");
        assertThat(check.errors()).isEmpty();
        assertThat(check.structure().sounds()).isEmpty();
        assertThat(check.structure().assets()).isEmpty();
    }

    @Test
    void musicSpansTheProgrammeAtItsOwnLevel() {
        PlanCheck check = check("", ", 'music': {'s3Key': 'm', 'volume': 0.3, 'duck': true}");
        assertThat(check.errors()).isEmpty();
        assertThat(check.structure().assets())
                .containsExactly(new AssetUse("/music/s3Key", "m", AssetKind.SOUND));
        assertThat(check.programme()).isNotNull();
        assertThat(check.programme().sounds())
                .containsExactly(
                        new AddedSound(
                                "/music",
                                Role.MUSIC,
                                null,
                                "m",
                                Rational.of(3, 10),
                                Rational.ZERO,
                                null,
                                Rational.ZERO,
                                null,
                                Rational.ZERO,
                                Rational.ONE,
                                Ducking.DEFAULT));
    }

    @Test
    void aLayerMayBeOneSoundAlone() {
        PlanCheck check =
                check(
                        "'audio': {'type': 'voice_over', 's3Key': 'm', 'start': 1, 'end': 2.5, 'trim': {'start': 3, 'end': 7},"
                                + " 'fadeIn': 0.25, 'duck': true}",
                        "");
        assertThat(check.errors()).isEmpty();
        assertThat(check.structure().sounds())
                .containsExactly(
                        new AddedSound(
                                "/scenes/1/layers/audio",
                                Role.VOICE_OVER,
                                1,
                                "m",
                                Rational.ONE,
                                Rational.ONE,
                                Rational.of(5, 2),
                                Rational.of(3),
                                Rational.of(7),
                                Rational.of(1, 4),
                                Rational.ZERO,
                                null));
        assertThat(check.warnings())
                .containsExactly(
                        new PlanFault(
                                "/scenes/1/layers/audio",
                                "a voice-over is what others make way for: duck is ignored"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'audio': 7||/scenes/1/layers/audio",
                "'audio': [3]||/scenes/1/layers/audio/0",
                "'audio': [{}]||/scenes/1/layers/audio/0",
                "'audio': [{'s3Key': ' '}]||/scenes/1/layers/audio/0/s3Key",
                "'audio': [{'s3Key': 'b'}]||/scenes/1/layers/audio/0/s3Key",
                "'audio': [{'s3Key': 'm', 'type': 'noise'}]||/scenes/1/layers/audio/0/type",
                "'audio': [{'s3Key': 'm', 'volume': -1}]||/scenes/1/layers/audio/0/volume",
                "'audio': [{'s3Key': 'm', 'start': -1}]||/scenes/1/layers/audio/0/start",
                "'audio': [{'s3Key': 'm', 'start': 2, 'end': 2}]||/scenes/1/layers/audio/0/end",
                "'audio': [{'s3Key': 'm', 'trim': {'start': 2, 'end': 1}}]||/scenes/1/layers/audio/0/trim",
                "'audio': [{'s3Key': 'm', 'duck': 'yes'}]||/scenes/1/layers/audio/0/duck",
                "'audio': [{'s3Key': 'm', 'duck': {'hold': 11}}]||/scenes/1/layers/audio/0/duck/hold",
                "|, 'music': {'enabled': true}|/music",
                "|, 'music': {'enabled': 'yes'}|/music/enabled",
                "|, 'music': {'s3Key': 'm', 'fadeOut': -1}|/music/fadeOut",
                "|, 'output': {'audio': {'layout': '7.1'}}|/output/audio/layout",
                "|, 'output': {'audio': 'stereo'}|/output/audio",
                "|, 'output': {'loudness': -16}|/output/loudness",
                "|, 'output': {'loudness': {'target': -4}}|/output/loudness/target",
                "|, 'output': {'loudness': {'truePeak': 0.5}}|/output/loudness/truePeak"
            })
    void whatCannotBeHeardLikeThatIsNamed(String layers, String rest, String pointer) {
        PlanCheck check = check(layers == null ? "" : layers, rest == null ? "" : rest);
        assertThat(check.errors()).extracting(PlanFault::pointer).containsExactly(pointer);
    }

    @Test
    void whatIsNeverHeardIsAWarning() {
        PlanCheck check =
                check(
                        "'audio': [{'s3Key': 'm', 'start': 10}, {'s3Key': 'm', 'start': 9, 'end': 11}, {'s3Key': 'm', 'end': 10}]",
                        "");
        assertThat(check.errors()).isEmpty();
        assertThat(check.warnings())
                .containsExactly(
                        new PlanFault(
                                "/scenes/1/layers/audio/0",
                                "starts at 10 s and is never heard: the scene lasts 10 s"),
                        new PlanFault(
                                "/scenes/1/layers/audio/1",
                                "ends at 11 s, after its scene, which lasts 10 s: clipped"));
    }

    @Test
    void unknownFieldsAreWarnings() {
        PlanCheck check =
                check(
                        "'audio': [{'s3Key': 'm', 'pan': 1, 'duck': {'ratio': 2}}]",
                        ", 'music': {'s3Key': 'm', 'loop': true}, 'output': {'audio': {'rate': 1}}");
        assertThat(check.errors()).isEmpty();
        assertThat(check.warnings())
                .extracting(PlanFault::pointer)
                .containsExactlyInAnyOrder(
                        "/scenes/1/layers/audio/0/pan",
                        "/scenes/1/layers/audio/0/duck/ratio",
                        "/music/loop",
                        "/output/audio/rate");
    }

    @Test
    void loudnessHasItsUsualNumbersAndItsOwn() {
        assertThat(check("", "").structure().output().sound()).isEqualTo(SoundSettings.DEFAULT);
        assertThat(check("", ", 'output': {'loudness': true}").structure().output().sound())
                .isEqualTo(new SoundSettings(SoundLayout.STEREO, Loudness.DEFAULT));
        assertThat(check("", ", 'output': {'loudness': false}").structure().output().sound())
                .isEqualTo(SoundSettings.DEFAULT);
        assertThat(
                        check(
                                        "",
                                        ", 'output': {'loudness': {'target': -23}, 'audio': {'layout': '5.1'}}")
                                .structure()
                                .output()
                                .sound())
                .isEqualTo(
                        new SoundSettings(
                                SoundLayout.FIVE_ONE,
                                new Loudness(Rational.of(-23), Rational.of(-3, 2))));
    }
}
