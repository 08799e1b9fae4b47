package dev.rushes.api.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6902 with its own examples (appendix A), and RFC 7396. */
class JsonPatchTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{'foo':'bar'}; [{'op':'add','path':'/baz','value':'qux'}]; {'foo':'bar','baz':'qux'}",
                "{'foo':['bar','baz']}; [{'op':'add','path':'/foo/1','value':'qux'}]; {'foo':['bar','qux','baz']}",
                "{'baz':'qux','foo':'bar'}; [{'op':'remove','path':'/baz'}]; {'foo':'bar'}",
                "{'foo':['bar','qux','baz']}; [{'op':'remove','path':'/foo/1'}]; {'foo':['bar','baz']}",
                "{'baz':'qux','foo':'bar'}; [{'op':'replace','path':'/baz','value':'boo'}]; {'baz':'boo','foo':'bar'}",
                "{'foo':[1,2,3]}; [{'op':'replace','path':'/foo/1','value':9}]; {'foo':[1,9,3]}",
                "{'foo':{'bar':'baz','waldo':'fred'},'qux':{'corge':'grault'}}; [{'op':'move','from':'/foo/waldo','path':'/qux/thud'}]; {'foo':{'bar':'baz'},'qux':{'corge':'grault','thud':'fred'}}",
                "{'foo':['all','grass','cows','eat']}; [{'op':'move','from':'/foo/1','path':'/foo/3'}]; {'foo':['all','cows','eat','grass']}",
                "{'foo':'bar'}; [{'op':'add','path':'/child','value':{'grandchild':{}}}]; {'foo':'bar','child':{'grandchild':{}}}",
                "{'foo':['bar']}; [{'op':'add','path':'/foo/-','value':['abc','def']}]; {'foo':['bar',['abc','def']]}",
                "{'/':9,'~1':10}; [{'op':'test','path':'/~01','value':10.0}]; {'/':9,'~1':10}",
                "{'a':{'b':1}}; [{'op':'copy','from':'/a','path':'/c'},{'op':'replace','path':'/c/b','value':2}]; {'a':{'b':1},'c':{'b':2}}",
                "{'a':1}; [{'op':'replace','path':'','value':{'b':2}}]; {'b':2}",
                "{'a':null}; [{'op':'test','path':'/a','value':null}]; {'a':null}",
                "{'a':{'b':1,'c':2},'d':[1,2]}; {'a':{'b':null,'e':{'f':null,'g':3}},'d':[3]}; {'a':{'c':2,'e':{'g':3}},'d':[3]}",
            })
    void changesTheDocument(String document, String patch, String result) throws IOException {
        JsonNode before = json(document);
        assertThat(JsonPatch.apply(before, json(patch), "/patch")).isEqualTo(json(result));
        assertThat(before).isEqualTo(json(document));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "'text'; /patch",
                "[{'path':'/a'}]; /patch/0/op",
                "[{'op':'spring','path':'/a'}]; /patch/0/op",
                "[{'op':'add','path':'a','value':1}]; /patch/0/path",
                "[{'op':'add','path':'/b'}]; /patch/0/value",
                "[{'op':'add','path':'/b/c','value':1}]; /patch/0/path",
                "[{'op':'add','path':'/a/b','value':1}]; /patch/0/path",
                "[{'op':'add','path':'/l/4','value':1}]; /patch/0/path",
                "[{'op':'add','path':'/l/x','value':1}]; /patch/0/path",
                "[{'op':'remove','path':'/b'}]; /patch/0/path",
                "[{'op':'remove','path':'/l/3'}]; /patch/0/path",
                "[{'op':'remove','path':''}]; /patch/0/path",
                "[{'op':'replace','path':'/b','value':1}]; /patch/0/path",
                "[{'op':'move','from':'/o','path':'/o/p'}]; /patch/0/path",
                "[{'op':'copy','from':'/b','path':'/c'}]; /patch/0/from",
                "[{'op':'test','path':'/a','value':2}]; /patch/0/value",
                "[{'op':'remove','path':'/a'},{'op':'test','path':'/a','value':1}]; /patch/1/path",
            })
    void saysWhatItCannotDo(String patch, String pointer) throws IOException {
        JsonNode document = json("{'a':1,'l':[1,2,3],'o':{'p':{}}}");
        JsonNode operations = json(patch);
        assertThatThrownBy(() -> JsonPatch.apply(document, operations, "/patch"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e ->
                                assertThat(
                                                Objects.requireNonNull(e.problem().errors())
                                                        .stream()
                                                        .map(Problem.Fault::pointer))
                                        .containsExactly(pointer));
    }

    @Test
    void aDocumentThatDoublesItselfIsStopped() throws IOException {
        for (String operation :
                List.of(
                        "{'op':'copy','from':'','path':'/a'}",
                        "{'op':'copy','from':'/l','path':'/l/-'}")) {
            JsonNode patch = json("[" + (operation + ",").repeat(99) + operation + "]");
            assertThatThrownBy(() -> JsonPatch.apply(json("{'l':[1]}"), patch, "/patch"))
                    .isInstanceOf(ProblemException.class);
        }
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
