package dev.rushes.api.planner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviseTextTest {
    @ParameterizedTest
    @CsvSource({
        "Remove the titles., '1 text is taken away'",
        "Less of it! Remove the caption, '1 text is taken away'",
        "There is too much text, '1 text is taken away'",
        "Remove the pause in scene 2. Titles are too small., '1 text is larger, on a darker ground'",
        "Remove the pause. I cannot read the title., '1 text is larger, on a darker ground'",
        "Do not remove the title: it is too small, '1 text is larger, on a darker ground'",
        "The title is too big, '1 text is smaller'",
    })
    void textsAreTakenAwayOnlyWhereThatIsSaidOfTexts(String text, String said) {
        ObjectNode plan = JsonNodeFactory.instance.objectNode();
        ObjectNode scene = plan.putArray("scenes").addObject();
        scene.putArray("clips");
        scene.putObject("layers").putArray("text").addObject().put("text", "Hello");
        CutInHand cut = new CutInHand(plan, Map.of(), List.of());
        assertThat(new ReviseText(text).change(cut)).containsExactly(said);
    }
}
