/**
 * Programs that others wrote, unchanged, against the mocked Qwen: what they understand of it is what counts.
 *
 * @see dev.wukongsim.conformance.OpenAiJavaChatIntegrationTests
 */
@NullMarked
package dev.wukongsim.conformance;

import org.jspecify.annotations.NullMarked;
