package dev.rushes.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.api.StandInsResource;
import dev.rushes.api.Tokens;
import dev.rushes.local.contract.CommittedDescription;
import dev.rushes.local.contract.EveryOperation;
import dev.rushes.local.contract.EveryText;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The service against its own description: every operation, every mistake. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class ContractTest {
    @ConfigProperty(name = "rushes.http.max-body-bytes", defaultValue = "8388608")
    int largestBody;

    @Test
    void everyOperationAnswersEveryMistakeWithItsProblem() throws Exception {
        EveryOperation.Outcome outcome =
                operations().tried(List.of("POST /api/v1/jobs/{id}/events-ticket"));
        outcome.table().forEach(System.out::println);
        assertThat(outcome.faults()).as("%s", outcome.faults()).isEmpty();
    }

    @Test
    void everyTextOfARequestIsTakenUpToItsDescribedLengthAndNoFurther() throws Exception {
        assertThat(new EveryText(operations()).faults()).isEmpty();
    }

    @Test
    void theCommittedDescriptionIsWhatIsServed() throws Exception {
        assertThat(CommittedDescription.in("openapi.json").drift(operations().description()))
                .isEmpty();
    }

    private EveryOperation operations() {
        return new EveryOperation(
                URI.create(RestAssured.baseURI + ":" + RestAssured.port),
                Tokens.issuer(),
                largestBody);
    }
}
