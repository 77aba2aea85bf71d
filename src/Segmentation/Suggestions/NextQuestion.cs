namespace Palveluohjaus.Segmentation.Suggestions;

/// <summary>The unanswered question whose answer is expected to settle the most.</summary>
/// <param name="Column">Its column in the model's schema.</param>
/// <param name="ExpectedDropNats">How much the entropy of the probabilities is expected to fall, in nats; over 0.</param>
public readonly record struct NextQuestion(int Column, double ExpectedDropNats);
