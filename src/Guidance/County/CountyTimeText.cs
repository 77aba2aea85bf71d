using System.Globalization;
using System.Text.RegularExpressions;

namespace Palveluohjaus.Guidance.County;

/// <summary>Reads days and times as people type them: 18.3. or 18.3.2026 or 2026-03-18; 10.31 or 10:31 or 1031.</summary>
/// <remarks>The hour that happens twice in autumn is told apart by a letter, as timetables do: 3.30A before the clocks are turned, 3.30B after.</remarks>
public static partial class CountyTimeText
{
    /// <summary>The day without its year, as the language separates it: 18.3. or 18/3.</summary>
    public static string WriteDay(DateOnly day, CultureInfo culture) =>
        culture.DateTimeFormat.DateSeparator == "." ? $"{day.Day}.{day.Month}." : $"{day.Day}/{day.Month}";

    /// <summary>The time as typed, with its letter when it happens twice that day.</summary>
    public static string WriteTime(DateTime utc, CountyCalendar calendar, CultureInfo culture)
    {
        var local = calendar.ToLocal(utc);
        var text = local.ToString("t", culture);
        if (!calendar.Zone.IsAmbiguousTime(local))
            return text;
        return text + (calendar.Zone.GetUtcOffset(utc) == calendar.Zone.GetAmbiguousTimeOffsets(local).Max() ? "A" : "B");
    }

    public static TimeTextResult Read(string? dayText, string? timeText, DateOnly today, CountyCalendar calendar)
    {
        if (ReadDay(dayText, today) is not { } day)
            return new TimeTextResult.Unreadable(TimeTextProblem.Day);
        if (ReadTime(timeText) is not var (time, letter))
            return new TimeTextResult.Unreadable(TimeTextProblem.Time);

        var local = day.ToDateTime(time);
        if (calendar.Zone.IsInvalidTime(local))
            return new TimeTextResult.Unreadable(TimeTextProblem.Skipped);
        if (!calendar.Zone.IsAmbiguousTime(local))
            return new TimeTextResult.Instant(calendar.ToUtc(local));
        if (letter is null)
            return new TimeTextResult.Unreadable(TimeTextProblem.Twice);

        var offsets = calendar.Zone.GetAmbiguousTimeOffsets(local);
        return new TimeTextResult.Instant(DateTime.SpecifyKind(local - (letter == 'A' ? offsets.Max() : offsets.Min()), DateTimeKind.Utc));
    }

    /// <summary>A day without a year is the one nearest to today: 31.12. typed on 2 January is two days ago.</summary>
    internal static DateOnly? ReadDay(string? text, DateOnly today)
    {
        var trimmed = text?.Trim() ?? string.Empty;
        if (DateOnly.TryParseExact(trimmed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var iso))
            return iso;

        var match = DayPattern().Match(trimmed);
        if (!match.Success)
            return null;
        var (day, month) = (Number(match, "day"), Number(match, "month"));
        int[] years = match.Groups["year"].Success ? [Number(match, "year")] : [today.Year, today.Year - 1, today.Year + 1];
        return years
            .Where(year => year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month))
            .Select(year => new DateOnly(year, month, day))
            .OrderBy(candidate => Math.Abs(candidate.DayNumber - today.DayNumber))
            .Cast<DateOnly?>()
            .FirstOrDefault();
    }

    internal static (TimeOnly Time, char? Letter)? ReadTime(string? text)
    {
        var match = TimePattern().Match(text?.Trim() ?? string.Empty);
        if (!match.Success)
            return null;
        var hour = Number(match, "hour");
        var minute = match.Groups["minute"].Success ? Number(match, "minute") : 0;
        char? letter = match.Groups["letter"].Success ? char.ToUpperInvariant(match.Groups["letter"].Value[0]) : null;
        return hour <= 23 && minute <= 59 ? (new TimeOnly(hour, minute), letter) : null;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    // A weekday may stand before the day, as the page itself writes it: "ke 18.3.".
    [GeneratedRegex(@"^(?:\p{L}{1,12}\.?\s+)?(?<day>[0-9]{1,2})[./]\s?(?<month>[0-9]{1,2})(?:[./]\s?(?<year>[0-9]{4})?)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 200)]
    private static partial Regex DayPattern();

    [GeneratedRegex(@"^(?<hour>[0-9]{1,2}?)[.:]?(?<minute>[0-9]{2})?\s?(?<letter>[ABab])?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 200)]
    private static partial Regex TimePattern();
}

/// <summary>What was typed: an instant, or why it is none.</summary>
public abstract record TimeTextResult
{
    private TimeTextResult()
    {
    }

    public sealed record Instant(DateTime Utc) : TimeTextResult;

    public sealed record Unreadable(TimeTextProblem Problem) : TimeTextResult;
}

public enum TimeTextProblem
{
    Day,
    Time,

    /// <summary>The clocks were turned forward over it.</summary>
    Skipped,

    /// <summary>The clocks were turned back: it happens twice and a letter must say which.</summary>
    Twice,
}
