package io.weighbridge.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.store.Store.StoredCommit;
import io.weighbridge.weights.RevealWindow;
import io.weighbridge.weights.commit.CommitState;
import java.util.List;

/** What has become of very many commits, as columns: one array for each field. */
final class CommitsJson {

    private static final List<CommitState> STATES = List.of(CommitState.values());

    private CommitsJson() {}

    static ObjectNode of(List<StoredCommit> commits) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("count", commits.size());
        ArrayNode words = json.putArray("states");
        for (CommitState state : STATES) {
            words.add(state.word());
        }
        ArrayNode id = json.putArray("id");
        ArrayNode state = json.putArray("state");
        ArrayNode last = json.putArray("reveal_last_block");
        for (StoredCommit commit : commits) {
            id.add(commit.life().commit().fact());
            state.add(STATES.indexOf(commit.state()));
            if (commit.life().commit().window() instanceof RevealWindow.Blocks window) {
                last.add(window.last());
            } else {
                last.addNull();
            }
        }
        return json;
    }
}
