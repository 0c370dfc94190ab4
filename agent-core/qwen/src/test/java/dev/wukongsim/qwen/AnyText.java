package dev.wukongsim.qwen;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Texts for properties. */
final class AnyText {

    private AnyText() {}

    /** Valid Unicode: any code points but surrogates, and often those that tokenizers trip over. */
    static Arbitrary<String> valid() {
        Arbitrary<Integer> any = Arbitraries.integers().between(0, Character.MAX_CODE_POINT);
        Arbitrary<Integer> plane = Arbitraries.integers().between(0, 0xffff);
        Arbitrary<Integer> ascii = Arbitraries.integers().between(0, 0x7f);
        Arbitrary<Integer> awkward = Arbitraries.of("\r\n\t \u0085\u00a0\u3000\ufeff'sSlL\u017fe\u0301\u200d9½<|>的"
                .codePoints()
                .boxed()
                .toList());
        return Arbitraries.oneOf(any, plane, ascii, awkward)
                .filter(character -> character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE)
                .list()
                .ofMaxSize(120)
                .map(characters -> characters.stream()
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
    }
}
