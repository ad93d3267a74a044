package io.weighbridge.source.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableEmitter;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Subscriptions subscriptions = new Subscriptions();

    private static FlowableEmitter<JsonNode> emitter() {
        var emitters = new ArrayList<FlowableEmitter<JsonNode>>();
        var unused = Flowable.<JsonNode>create(emitters::add, BackpressureStrategy.LATEST)
                .test();
        return emitters.get(0);
    }

    private void news(String id, int result) {
        assertThat(subscriptions.receiver(new RpcMessage.Notification(NODES.textNode(id), NODES.numberNode(result))))
                .isEmpty();
    }

    @Test
    void newsGoesToTheSubscriptionOfItsId() {
        FlowableEmitter<JsonNode> emitter = emitter();
        subscriptions.await();
        subscriptions.register(NODES.numberNode(1), emitter);
        assertThat(subscriptions.receiver(new RpcMessage.Notification(NODES.numberNode(1), NODES.nullNode())))
                .contains(emitter);
        news("1", 5);
    }

    @Test
    void theNewestOfEarlyNewsIsKept() {
        subscriptions.await();
        news("a", 1);
        news("a", 2);
        subscriptions.register(NODES.textNode("a"), emitter());
        assertThat(subscriptions.early(NODES.textNode("a"))).contains(NODES.numberNode(2));
        assertThat(subscriptions.early(NODES.textNode("a"))).isEmpty();
    }

    @Test
    void newsOfUnknownSubscriptionsIsNotKeptWhereNoneIsAwaited() {
        news("a", 1);
        subscriptions.await();
        assertThat(subscriptions.early(NODES.textNode("a"))).isEmpty();
    }

    @Test
    void earlyNewsIsForgottenWhenNothingIsAwaitedAnyMore() {
        subscriptions.await();
        news("a", 1);
        subscriptions.refused();
        subscriptions.await();
        assertThat(subscriptions.early(NODES.textNode("a"))).isEmpty();
    }

    @Test
    void aFloodOfUnknownIdsIsNotRemembered() {
        subscriptions.await();
        for (int id = 0; id < 1000; id++) {
            news("flood" + id, id);
        }
        news("a", 1);
        assertThat(subscriptions.early(NODES.textNode("a"))).isEmpty();
    }

    @Test
    void anEndedConnectionRegistersNothing() {
        assertThat(subscriptions.endAll()).isEmpty();
        subscriptions.await();
        assertThat(subscriptions.register(NODES.textNode("a"), emitter())).isFalse();
    }
}
