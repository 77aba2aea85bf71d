namespace Palveluohjaus.Segmentation.Suggestions;

/// <summary>Why a model suggests nothing for a client.</summary>
public enum AbstainReason
{
    /// <summary>An answer without which it does not suggest is missing.</summary>
    MissingAnswers,

    /// <summary>More than one segment is possible at the coverage asked for.</summary>
    SeveralPossible,
}
