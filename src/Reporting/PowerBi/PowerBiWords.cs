using System.Globalization;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>What is said of Power BI, in the reader's language.</summary>
public static class PowerBiWords
{
    /// <summary>What is wrong and what to do about it.</summary>
    public static string Of(PowerBiFault fault) => Find($"PowerBiFault.{fault}");

    /// <summary>The same with what is known of this one: by how much the clock is off, until when to wait, what is missing.</summary>
    /// <param name="refused">What went wrong.</param>
    /// <param name="calendar">The county's, in whose time moments are told.</param>
    public static string Of(PowerBiFaultException refused, CountyCalendar calendar) => refused switch
    {
        { ClockAhead: { } ahead } => Say($"PowerBiFault.{refused.Fault}.{(ahead > TimeSpan.Zero ? "Behind" : "Ahead")}", LengthOf(ahead.Duration())),
        { Fault: PowerBiFault.Throttled, Until: { } until, RetryAfter: { } wait } => Say($"PowerBiFault.{refused.Fault}.Until", TimeOf(calendar.ToLocal(until.UtcDateTime)), LengthOf(wait)),
        { Missing: { } missing } => Say($"PowerBiFault.{refused.Fault}.Named", missing),
        _ => Of(refused.Fault),
    };

    public static string Of(PowerBiStep step) => Find($"PowerBiStep.{step}");

    public static string Of(PowerBiWait wait) => Say($"PowerBiWait.{wait.Kind}", LengthOf(wait.Length), wait.Fault);

    /// <summary>Any other text of Power BI's. What goes into its gaps is written as it is.</summary>
    public static string Say(string key, params ReadOnlySpan<object?> parts) => string.Format(CultureInfo.InvariantCulture, Find(key), parts);

    /// <summary>These shortened units are the same in all three languages.</summary>
    public static string LengthOf(TimeSpan length) => Math.Ceiling(length.TotalSeconds) switch
    {
        < 60 and var seconds => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 3600 and var seconds => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(seconds / 60):0} min"),
        var seconds => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 3600):0} h {Math.Floor(seconds % 3600 / 60):0} min"),
    };

    private static string TimeOf(DateTime local) => local.ToString(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "HH':'mm" : "HH'.'mm", CultureInfo.InvariantCulture);

    private static string Find(string key) => ModelWords.Find(key, CultureInfo.CurrentUICulture);
}
