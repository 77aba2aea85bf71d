using System.Globalization;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>Reads a log's times into UTC: ISO 8601, or the profile's exact formats. Never by the culture of who runs it.</summary>
internal sealed class EventTimes(IReadOnlyList<string> formats, CountyCalendar calendar)
{
    // Outside these years a time is a placeholder (0001-01-01, 9999-12-31) or a slip of the hand, and would wreck every mean.
    private static readonly DateTime Earliest = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Latest = new(2200, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly string[] _formats = [.. formats];

    /// <summary>What is expected, in a form that needs no language.</summary>
    public string Expected { get; } = formats.Count == 0 ? "yyyy-MM-dd[ HH:mm[:ss[.fffffff]]][±HH:mm|Z], 1900–2199" : string.Join(" | ", formats);

    public static bool IsFormat(string format)
    {
        if (string.IsNullOrWhiteSpace(format) || format.Length < 2)
            return false;
        try
        {
            // What a format writes it must read back as the same moment to the minute, or as the day when it writes no time.
            // An afternoon shows up hours of 1–12 without their AM or PM; the seconds, a format of a date and seconds alone.
            var minute = new DateTime(2021, 12, 31, 13, 45, 0, DateTimeKind.Utc);
            return DateTime.TryParseExact(
                    minute.AddSeconds(27).ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var read)
                && (read == minute.Date || (read >= minute && read < minute.AddMinutes(1)));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    public bool TryRead(ReadOnlySpan<char> text, out DateTime utc)
    {
        utc = default;
        if (_formats.Length == 0)
        {
            if (!TryReadIso(text, out var local, out var offsetMinutes))
                return false;
            utc = offsetMinutes is { } minutes ? DateTime.SpecifyKind(local.AddMinutes(-minutes), DateTimeKind.Utc) : calendar.ToUtc(local);
        }
        else
        {
            if (!DateTime.TryParseExact(text, _formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var read))
                return false;
            if (!IsSane(read))
                return false;
            utc = read.Kind == DateTimeKind.Utc ? read : calendar.ToUtc(read);
        }

        return IsSane(utc);
    }

    private static bool IsSane(DateTime instant) => instant.Ticks >= Earliest.Ticks && instant.Ticks < Latest.Ticks;

    // By hand, because DateTimeOffset.Parse takes far more than ISO 8601 ("5/6", "13:00") and TryParseExact over all its variants is ten times slower.
    private static bool TryReadIso(ReadOnlySpan<char> text, out DateTime local, out int? offsetMinutes)
    {
        local = default;
        offsetMinutes = null;
        if (!TakeDigits(ref text, 4, out var year) || !Take(ref text, '-') || !TakeDigits(ref text, 2, out var month)
            || !Take(ref text, '-') || !TakeDigits(ref text, 2, out var day)
            || year is < 1899 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;

        int hour = 0, minute = 0, second = 0;
        long fractionTicks = 0;
        if (Take(ref text, 'T') || Take(ref text, ' '))
        {
            if (!TakeDigits(ref text, 2, out hour) || !Take(ref text, ':') || !TakeDigits(ref text, 2, out minute) || hour > 23 || minute > 59)
                return false;
            if (Take(ref text, ':') && (!TakeDigits(ref text, 2, out second) || second > 59))
                return false;
            if (Take(ref text, '.') || Take(ref text, ','))
            {
                if (!TakeFraction(ref text, out fractionTicks))
                    return false;
            }
        }

        // To what is stored: a file that is read again must not disagree with itself.
        local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified).AddTicks(fractionTicks - (fractionTicks % TimeSpan.TicksPerMicrosecond));
        return TakeOffset(ref text, out offsetMinutes) && text.IsEmpty;
    }

    private static bool TakeFraction(ref ReadOnlySpan<char> text, out long ticks)
    {
        const int TickDigits = 7;
        const int MaxDigits = 9;
        ticks = 0;
        var digits = 0;
        for (; digits < text.Length && char.IsAsciiDigit(text[digits]); digits++)
        {
            if (digits < TickDigits)
                ticks = (ticks * 10) + (text[digits] - '0');
        }

        for (var digit = digits; digit < TickDigits; digit++)
            ticks *= 10;
        text = text[digits..];
        return digits is > 0 and <= MaxDigits;
    }

    private static bool TakeOffset(ref ReadOnlySpan<char> text, out int? minutes)
    {
        const int MaxHours = 14;
        minutes = null;
        if (text.IsEmpty)
            return true;
        if (Take(ref text, 'Z'))
        {
            minutes = 0;
            return true;
        }

        var sign = Take(ref text, '+') ? 1 : Take(ref text, '-') ? -1 : 0;
        if (sign == 0 || !TakeDigits(ref text, 2, out var hours) || hours > MaxHours)
            return false;
        var rest = 0;
        if (!text.IsEmpty)
        {
            Take(ref text, ':');
            if (!TakeDigits(ref text, 2, out rest) || rest > 59)
                return false;
        }

        minutes = sign * ((hours * 60) + rest);
        return true;
    }

    private static bool Take(ref ReadOnlySpan<char> text, char expected)
    {
        if (text.IsEmpty || text[0] != expected)
            return false;
        text = text[1..];
        return true;
    }

    private static bool TakeDigits(ref ReadOnlySpan<char> text, int count, out int number)
    {
        number = 0;
        if (text.Length < count)
            return false;
        foreach (var character in text[..count])
        {
            if (!char.IsAsciiDigit(character))
                return false;
            number = (number * 10) + (character - '0');
        }

        text = text[count..];
        return true;
    }
}
