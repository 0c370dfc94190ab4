package dev.wukongsim.simulator.reply;

import dev.wukongsim.qwen.QwenTokenizer.Piece;
import java.util.ArrayList;
import java.util.List;

/** Cuts an answer off where it has used up its output tokens. */
final class OutputLimit {

    private final int limit;
    private int used;
    private boolean reached;

    OutputLimit(int limit) {
        this.limit = limit;
    }

    /** As many of the pieces as there is room for. */
    List<Piece> take(List<Piece> pieces) {
        List<Piece> taken = new ArrayList<>();
        for (Piece piece : pieces) {
            if (!take(piece.tokens())) {
                return taken;
            }
            taken.add(piece);
        }
        return taken;
    }

    /** Use tokens, if there is room for all of them; once there was not, there is room for none. */
    boolean take(int tokens) {
        reached = reached || used + tokens > limit;
        used += reached ? 0 : tokens;
        return !reached;
    }

    int used() {
        return used;
    }

    boolean reached() {
        return reached;
    }
}
