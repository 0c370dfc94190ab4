package dev.wukongsim.simulator.embedding;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.UUID;

/** Vectors of unit length that depend on a text alone. */
final class Vectors {

    private Vectors() {}

    static float[] of(String text, int dimensions) {
        UUID hash = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        SplittableRandom random = new SplittableRandom(hash.getMostSignificantBits() ^ hash.getLeastSignificantBits());
        double[] numbers = random.doubles(dimensions, -1, 1).toArray();
        double length = 0;
        for (double number : numbers) {
            length += number * number;
        }
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (numbers[i] / Math.sqrt(length));
        }
        return vector;
    }
}
