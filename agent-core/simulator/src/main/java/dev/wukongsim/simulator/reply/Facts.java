package dev.wukongsim.simulator.reply;

import dev.wukongsim.simulator.recording.CanonicalRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has been found out about one question: each part of it is looked at once, however many guards ask. */
final class Facts {

    private final Question question;
    private final Vocabulary vocabulary;
    private final Map<Subject, List<String>> values = new HashMap<>();
    private final Map<Subject, Set<String>> contained = new HashMap<>();

    private @Nullable CanonicalRequest request;

    Facts(Question question, Vocabulary vocabulary) {
        this.question = question;
        this.vocabulary = vocabulary;
    }

    Question question() {
        return question;
    }

    /** The question in the form in which requests are recorded. */
    CanonicalRequest request() {
        CanonicalRequest known = request;
        if (known == null) {
            known = CanonicalRequest.of(question.body());
            request = known;
        }
        return known;
    }

    List<String> values(Subject subject) {
        return values.computeIfAbsent(subject, part -> part.values(this));
    }

    /** Whether a value of the subject contains this text, which must be of the vocabulary. */
    boolean contains(Subject subject, String text) {
        return contained(subject).contains(text);
    }

    /** Which texts of the vocabulary the values of the subject contain. */
    Set<String> contained(Subject subject) {
        return contained.computeIfAbsent(subject, part -> vocabulary.in(part, values(part)));
    }
}
