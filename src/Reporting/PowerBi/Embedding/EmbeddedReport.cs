namespace Palveluohjaus.Reporting.PowerBi.Embedding;

/// <summary>What a browser needs to show a report. The token opens it to whoever has it, until it ends.</summary>
/// <param name="ReportId">Of the county's workspace.</param>
/// <param name="EmbedUrl">Where the browser loads it from.</param>
/// <param name="PageName">The page of the dashboard; null when the report has none of its name.</param>
/// <param name="Token">Opens the report.</param>
/// <param name="ExpiresAt">When the token ends, by our clock.</param>
internal sealed record EmbeddedReport(Guid ReportId, Uri EmbedUrl, string? PageName, string Token, DateTimeOffset ExpiresAt)
{
    // The token must not follow it into a log.
    public override string ToString() => nameof(EmbeddedReport);
}
