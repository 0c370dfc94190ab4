package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BytePairsTests {

    private final TokenTable table = QwenVocabulary.table();

    @Property(tries = 2_000)
    void mergesShortAndLongPiecesByTheSameRule(
            @ForAll @StringLength(min = 1, max = 250) @CharRange(from = 'a', to = 'e') String piece) {
        assertThat(merge(piece)).containsExactly(mergeByTheBook(piece));
    }

    @Property(tries = 500)
    void mergesLettersOfManyBytesByTheSameRule(
            @ForAll @StringLength(min = 1, max = 80) @CharRange(from = '一', to = '龥') String piece) {
        assertThat(merge(piece)).containsExactly(mergeByTheBook(piece));
    }

    @Test
    @Timeout(30)
    void mergesAMegabyteOfOneLetterWithoutComparingAllPairs() {
        int[] ids = merge("a".repeat(1_000_000));

        assertThat(ids).hasSize(125_000).containsOnly(table.find("aaaaaaaa".getBytes(StandardCharsets.UTF_8), 0, 8));
    }

    private int[] merge(String piece) {
        byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
        TokenIds ids = new TokenIds(0);
        new BytePairs(table).merge(bytes, 0, bytes.length, ids);
        return ids.toArray();
    }

    /** Looks for the lowest pair from the beginning, each time. */
    private int[] mergeByTheBook(String piece) {
        byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
        List<Integer> cuts = new ArrayList<>();
        for (int i = 0; i <= bytes.length; i++) {
            cuts.add(i);
        }
        for (int lowest = lowest(bytes, cuts); lowest > 0; lowest = lowest(bytes, cuts)) {
            cuts.subList(lowest, lowest + 1).clear();
        }
        int[] ids = new int[cuts.size() - 1];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = table.find(bytes, cuts.get(i), cuts.get(i + 1));
        }
        return ids;
    }

    /** The cut between the two parts that make the lowest token, or 0. */
    private int lowest(byte[] bytes, List<Integer> cuts) {
        int lowest = 0;
        int lowestRank = TokenTable.NONE;
        for (int i = 1; i + 1 < cuts.size(); i++) {
            int rank = table.find(bytes, cuts.get(i - 1), cuts.get(i + 1));
            if (rank < lowestRank) {
                lowest = i;
                lowestRank = rank;
            }
        }
        return lowest;
    }
}
