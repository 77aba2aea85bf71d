namespace Palveluohjaus.Testing.PowerBi;

/// <summary>A fault that a test wants from the enforcing server.</summary>
/// <param name="OperationId">Of the requests that meet it; null for all of the API.</param>
/// <param name="Kind">What happens.</param>
public sealed record PowerBiOrder(string? OperationId, PowerBiFailure Kind)
{
    /// <summary>How many requests meet it.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How many go by before the first.</summary>
    public int After { get; init; }

    /// <summary>Of <see cref="PowerBiFailure.Answer"/>.</summary>
    public int Status { get; init; } = 500;

    /// <summary>The answer's header: seconds, or a date.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>The answer's own code.</summary>
    public string Code { get; init; } = "TestedFailure";

    internal int Seen { get; set; }
}

public enum PowerBiFailure
{
    /// <summary>It answers with a status, and does nothing.</summary>
    Answer,

    /// <summary>It does what it was asked, and answers with a status as if it had not.</summary>
    AnswerWhenDone,

    /// <summary>It says nothing until the client gives up.</summary>
    Silence,

    /// <summary>It hangs up, and does nothing.</summary>
    Cut,

    /// <summary>It does what it was asked, and hangs up before it says so.</summary>
    CutWhenDone,

    /// <summary>It answers with what is no JSON.</summary>
    Nonsense,
}
