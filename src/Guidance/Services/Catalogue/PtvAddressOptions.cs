namespace Palveluohjaus.Guidance.Services.Catalogue;

/// <summary>How patiently the catalogue's address is asked.</summary>
public sealed record PtvAddressOptions
{
    /// <summary>For the beginning of one answer, and again for each pause within it. Pages of the catalogue are about 1.4 MB and have been seen to take their time.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many times one page is asked for before giving up.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Before the second attempt; doubled before each further one.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>An address that says it has more is refused rather than followed for ever.</summary>
    public int MostPages { get; init; } = 1000;
}
