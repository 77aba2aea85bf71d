using System.Globalization;

namespace Palveluohjaus.Guidance.Workbench;

/// <summary>The workbench's addresses, with what they carry.</summary>
public static class WorkbenchAddresses
{
    public const string Workbench = "/workbench";
    public const string Today = "/workbench/today";

    public static string Of(WorkView view, WorkGroup? group = null, int page = 1) =>
        $"{Workbench}?view={Name(view)}{(group is { } chosen ? $"&group={Name(chosen)}" : null)}{(page > 1 ? $"&page={page}" : null)}";

    public static string Of(WorkList list, WorkView view, int page = 1) =>
        $"{Workbench}?view={Name(view)}&list={Name(list)}{(page > 1 ? $"&page={page}" : null)}#{Name(list)}";

    public static string Of(TodayList list, WorkView view, int page = 1) =>
        $"{Today}?what={Name(list)}&view={Name(view)}{(page > 1 ? $"&page={page}" : null)}";

    public static T? Read<T>(string? text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Name(value) == text)
                return value;
        }

        return null;
    }

    /// <summary>From 1; what is no number is the first.</summary>
    public static int ReadPage(string? text) => TryReadPage(text) ?? 1;

    /// <summary>Whether something stands there that <see cref="Read{T}"/> passes over.</summary>
    public static bool IsUnread<T>(string? text)
        where T : struct, Enum => !string.IsNullOrEmpty(text) && Read<T>(text) is null;

    /// <summary>Whether something stands there that <see cref="ReadPage"/> passes over.</summary>
    public static bool IsUnreadPage(string? text) => !string.IsNullOrEmpty(text) && TryReadPage(text) is null;

    /// <summary>Null for none.</summary>
    public static string? NameOf<T>(T? value)
        where T : struct, Enum => value is { } given ? Name(given) : null;

    private static int? TryReadPage(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and <= 100_000 ? page : null;

    /// <summary>FailureDemand is failure-demand.</summary>
    private static string Name<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, index) => char.IsUpper(letter) ? $"{(index > 0 ? "-" : null)}{char.ToLowerInvariant(letter)}" : letter.ToString()));
}
