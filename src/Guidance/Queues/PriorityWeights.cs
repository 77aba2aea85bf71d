using System.Collections.Frozen;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Segmentation.Scheme;

namespace Palveluohjaus.Guidance.Queues;

/// <summary>How many points each thing gives a case in the queue. Shipped as data; a county may put its own file in its place.</summary>
public sealed record PriorityWeights
{
    /// <summary>The county's own file, in the data directory.</summary>
    public const string FileName = "queue-priority.json";

    /// <summary>A weight is 0 or more points and no more than this.</summary>
    public const double Most = 1_000;

    public required int Version { get; init; }

    /// <summary>Points for the case's urgency, the highest that any of its contacts was given.</summary>
    public required IReadOnlyDictionary<Urgency, double> Urgency { get; init; }

    /// <summary>Points at the due time; before it in proportion to the share of the time used, and after it on at the same pace.</summary>
    public required double AtDueTime { get; init; }

    /// <summary>Points for the deadline at most.</summary>
    public required double DeadlineMost { get; init; }

    /// <summary>Points for each whole day since the first contact.</summary>
    public required double PerDayWaited { get; init; }

    /// <summary>Points for waiting at most.</summary>
    public required double WaitingMost { get; init; }

    /// <summary>Points for the client's confirmed segment, by its code. One that is not here gives none.</summary>
    public required IReadOnlyDictionary<string, double> Segments { get; init; }

    public required IReadOnlyDictionary<PrioritySign, double> Flags { get; init; }

    /// <summary>What is shipped.</summary>
    public static PriorityWeights Shipped { get; } = CountyDataFile.ReadShipped($"Queues.{FileName}", Read);

    /// <param name="dataDirectory">Where the county's own <see cref="FileName"/> lies, if it has one; it stands in place of the shipped one as a whole.</param>
    /// <exception cref="InvalidDataException">The message lists everything that is wrong in the file.</exception>
    public static PriorityWeights ReadOf(string dataDirectory) => CountyDataFile.ReadOwnOr(dataDirectory, FileName, Shipped, Read);

    /// <inheritdoc cref="ReadOf"/>
    public static PriorityWeights Read(Stream json, string fileName)
    {
        var errors = new List<string>();
        if (CountyDataFile.Parse<FileContent>(json, fileName, "this is not what the file holds", errors) is not { } file)
            throw CountyDataFile.Refusal(errors);

        if (file.Version is not > 0)
            Wrong("version", "must be a whole number over 0.");
        var weights = new PriorityWeights
        {
            Version = file.Version ?? 0,
            Urgency = ReadAll<Urgency>(file.Urgency, "urgency"),
            AtDueTime = ReadOne(file.Deadline?.AtDueTime, "deadline.atDueTime"),
            DeadlineMost = ReadOne(file.Deadline?.Most, "deadline.most"),
            PerDayWaited = ReadOne(file.Waiting?.PerDay, "waiting.perDay"),
            WaitingMost = ReadOne(file.Waiting?.Most, "waiting.most"),
            Segments = (file.Segments ?? []).Where(each => IsSegment(each.Key)).ToFrozenDictionary(each => each.Key, each => ReadOne(each.Value, $"segments.{each.Key}"), StringComparer.Ordinal),
            Flags = ReadAll<PrioritySign>(file.Flags, "flags"),
        };
        if (weights.DeadlineMost < weights.AtDueTime)
            Wrong("deadline.most", "must be at least atDueTime.");
        return errors.Count == 0 ? weights : throw CountyDataFile.Refusal(errors);

        void Wrong(string where, string what) => errors.Add($"{fileName}, {where}: {what}");

        double ReadOne(double? value, string where)
        {
            if (value is not (>= 0 and <= Most))
                Wrong(where, $"must be a number of points, 0–{Most}.");
            return value ?? 0;
        }

        FrozenDictionary<T, double> ReadAll<T>(Dictionary<string, double?>? values, string where)
            where T : struct, Enum
        {
            foreach (var name in (values ?? []).Keys.Except(Enum.GetNames<T>()))
                Wrong($"{where}.{name}", $"is none of {string.Join(", ", Enum.GetNames<T>())}.");
            return Enum.GetValues<T>().ToFrozenDictionary(value => value, value => ReadOne(values?.GetValueOrDefault(value.ToString()), $"{where}.{value}"));
        }

        bool IsSegment(string code)
        {
            if (SegmentationScheme.Default.Find(code) is not null)
                return true;
            Wrong($"segments.{code}", "is no segment's code.");
            return false;
        }
    }

    private sealed record FileContent(int? Version, Dictionary<string, double?>? Urgency, DeadlineInFile? Deadline, WaitingInFile? Waiting, Dictionary<string, double?>? Segments, Dictionary<string, double?>? Flags);

    private sealed record DeadlineInFile(double? AtDueTime, double? Most);

    private sealed record WaitingInFile(double? PerDay, double? Most);
}

/// <summary>What else raises a case in the queue. Its words are in the texts, under <c>PrioritySign.{Flag}</c>.</summary>
public enum PrioritySign
{
    /// <summary>A call that was promised has not been made in time.</summary>
    CallLate,

    /// <summary>The client had to get in touch again because something was not done, or not done right.</summary>
    AskedAgain,
}
