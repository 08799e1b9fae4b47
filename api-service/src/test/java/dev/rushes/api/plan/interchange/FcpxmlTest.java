package dev.rushes.api.plan.interchange;

import static dev.rushes.api.plan.interchange.TestCuts.list;
import static dev.rushes.api.plan.interchange.TestCuts.plan;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.plan.Rational;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class FcpxmlTest {
    private static final String[] RATES = {
        "24", "25", "30", "60", "24000/1001", "30000/1001", "60000/1001"
    };

    @Test
    void fcpxmlKeepsTheStructureOfItsDefinition() throws Exception {
        Random random = new Random(21);
        for (String rate : RATES) {
            for (int round = 0; round < 10; round++) {
                ObjectNode plan = plan(random, Rational.parse(rate), round % 2 == 0);
                CutList list = list(plan, rate);
                String text = Fcpxml.written(list);
                String kept = System.getProperty("rushes.interchange.write");
                if (kept != null) {
                    String name = rate.replace('/', '-') + "-" + round;
                    Files.writeString(Path.of(kept, name + ".fcpxml"), text);
                    Files.writeString(
                            Path.of(kept, name + ".otio"), Otio.written(list).toPrettyString());
                    Files.writeString(Path.of(kept, name + ".edl"), Edl.written(list));
                }
                assertThat(FcpxmlFile.faults(document(text), list.rate())).as(text).isEmpty();
            }
        }
    }

    private static Document document(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }
}
