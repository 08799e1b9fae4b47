package dev.rushes.common.plan.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.Anchor;
import dev.rushes.common.plan.layers.Background;
import dev.rushes.common.plan.layers.ChromaKey;
import dev.rushes.common.plan.layers.Colour;
import dev.rushes.common.plan.layers.Layers;
import dev.rushes.common.plan.layers.Length;
import dev.rushes.common.plan.layers.MainLayer;
import dev.rushes.common.plan.layers.Motion;
import dev.rushes.common.plan.layers.Overlay;
import dev.rushes.common.plan.layers.Place;
import dev.rushes.common.plan.layers.Span;
import dev.rushes.common.plan.layers.Text;
import dev.rushes.common.plan.layers.TextStyle;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayersCheckTest {
    @Test
    void everyLayerIsRead() {
        LayersCheck check =
                check(
                        """
                        {'background': {'image': 'a/back.png'},
                         'main': {'position': {'x': 0.1, 'y': 20}, 'scale': 0.9, 'opacity': 0.5,
                                  'chromaKey': {'color': '#0f0', 'similarity': 0.2}},
                         'overlay': {'video': 'a/bug.mov', 'place': 'top-right', 'width': 0.2, 'start': 1,
                                     'duration': 2, 'fadeIn': 0.25, 'loop': true},
                         'text': [{'text': 'Hi', 'font': ['a/x.ttf', 'Noto Sans'], 'size': 48,
                                   'animation': 'slide', 'place': 'bottom_left'}]}
                        """);
        assertThat(check.errors()).isEmpty();
        assertThat(check.warnings()).isEmpty();
        Layers layers = check.layers();
        assertThat(layers.background()).isEqualTo(new Background.Image("a/back.png", Fit.COVER));
        assertThat(layers.main())
                .isEqualTo(
                        new MainLayer(
                                new Place(
                                        Anchor.TOP_LEFT,
                                        Length.part(Rational.of(1, 10)),
                                        Length.pixels(Rational.of(20)),
                                        Length.ZERO),
                                Rational.of(9, 10),
                                Rational.of(1, 2),
                                new ChromaKey(0x00ff00, Rational.of(1, 5), Rational.of(2, 25))));
        assertThat(layers.overlays())
                .containsExactly(
                        new Overlay(
                                "/overlay",
                                "a/bug.mov",
                                Overlay.Kind.VIDEO,
                                new Place(
                                        Anchor.TOP_RIGHT,
                                        null,
                                        null,
                                        Length.part(Rational.of(1, 20))),
                                Length.part(Rational.of(1, 5)),
                                null,
                                Rational.ONE,
                                Rational.ONE,
                                true,
                                new Span(Rational.ONE, Rational.of(3)),
                                new Motion(Motion.Kind.FADE, Rational.of(1, 4)),
                                Motion.NONE));
        Text text = layers.texts().getFirst();
        assertThat(text.style().fonts()).containsExactly("a/x.ttf");
        assertThat(text.style().size()).isEqualTo(Length.pixels(Rational.of(48)));
        assertThat(text.in().kind()).isEqualTo(Motion.Kind.SLIDE_RIGHT);
        assertThat(text.out().kind()).isEqualTo(Motion.Kind.SLIDE_LEFT);
        assertThat(check.assets())
                .containsExactlyInAnyOrder(
                        new AssetUse("/background/image", "a/back.png", AssetKind.IMAGE),
                        new AssetUse("/overlay/video", "a/bug.mov", AssetKind.VIDEO),
                        new AssetUse("/text/0/font/0", "a/x.ttf", AssetKind.FONT));
    }

    @Test
    void aLowerThirdLooksLikeOneUntilItIsSaidOtherwise() {
        TextStyle style =
                check(
                                "{'text': {'text': 'Ana', 'style': 'lower_third', 'box': '#ff0000', 'outline': true}}")
                        .layers()
                        .texts()
                        .getFirst()
                        .style();
        assertThat(style.box())
                .isEqualTo(
                        new TextStyle.Box(
                                new Colour(0xff0000, 255),
                                Length.part(Rational.of(2, 5)),
                                Length.ZERO));
        assertThat(style.outline())
                .isEqualTo(new TextStyle.Outline(Colour.BLACK, Length.part(Rational.of(2, 25))));
        assertThat(style.align()).isEqualTo(TextStyle.Align.START);
    }

    @Test
    void everyFaultIsNamedByItsPlace() {
        LayersCheck check =
                check(
                        """
                        {'background': {'image': 'a', 'colour': '#123456'},
                         'main': {'scale': 5, 'opacity': 'half', 'chromaKey': {'colour': 'mauve'}},
                         'overlay': [{'place': 'nowhere'}, {'image': 'x', 'opacity': 1.5, 'start': 3, 'end': 2}, 7],
                         'text': {'size': -1, 'animation': 'explode', 'align': 'up', 'colour': 3}}
                        """);
        assertThat(check.errors().stream().map(PlanFault::pointer))
                .containsExactlyInAnyOrder(
                        "/background",
                        "/main/scale",
                        "/main/opacity",
                        "/main/chromaKey/colour",
                        "/overlay/0",
                        "/overlay/0/place",
                        "/overlay/1/opacity",
                        "/overlay/1",
                        "/overlay/2",
                        "/text",
                        "/text/size",
                        "/text/animation",
                        "/text/align",
                        "/text/colour");
    }

    @Test
    void unknownFieldsAreWarnings() {
        LayersCheck check =
                check(
                        "{'sparkles': 1, 'main': {'tilt': 2}, 'overlay': {'image': 'x', 'blur': 3}, 'text': {'text': 'a', 'box': {'border': 4}}}");
        assertThat(check.errors()).isEmpty();
        assertThat(check.warnings().stream().map(PlanFault::pointer))
                .containsExactlyInAnyOrder(
                        "/sparkles", "/main/tilt", "/overlay/blur", "/text/box/border");
    }

    @Test
    void nothingIsNoLayers() {
        for (String nothing : List.of("{}", "[]", "{'overlay': [], 'text': null, 'main': {}}")) {
            LayersCheck check = check(nothing);
            assertThat(check.errors()).isEmpty();
            assertThat(check.layers().isNone()).as(nothing).isTrue();
        }
    }

    private static LayersCheck check(String layers) {
        try {
            return LayersCheck.of(new ObjectMapper().readTree(layers.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
