using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Exports;

/// <summary>What a person asks for on the export page, as it was typed: by post when it is sent, by address when it comes back with what is wrong with it.</summary>
public sealed record ExportForm
{
    public const string WhatField = "what";
    public const string CompressedField = "compressed";
    public const string FromField = "from";
    public const string LastDayField = "to";
    public const string SourceField = "source";
    public const string KeyPeriodField = "key-period";
    public const string PurposeField = "purpose";
    public const string ProblemField = "problem";

    /// <summary>Stands among the problems when the first day is after the last.</summary>
    public const string OrderProblem = "order";

    private const string Analysis = "analysis";

    /// <summary>Moving a log is for the server's own commands.</summary>
    public static readonly IReadOnlyList<ExportPurpose> Purposes = [.. Enum.GetValues<ExportPurpose>().Where(purpose => purpose != ExportPurpose.Transfer)];

    public static readonly IReadOnlyList<string> Kinds = [.. Enum.GetValues<EventLogFormat>().Select(Codes.Of), Analysis];

    public required string What { get; init; }
    public required bool IsCompressed { get; init; }
    public required string From { get; init; }
    public required string LastDay { get; init; }

    /// <summary>Empty for all.</summary>
    public required string Source { get; init; }

    public required string KeyPeriod { get; init; }
    public required string Purpose { get; init; }

    /// <summary>Null for the analysis file.</summary>
    public EventLogFormat? Format => Codes.Find<EventLogFormat>(What);

    public static ExportForm Read(Func<string, string> field) => new()
    {
        What = field(WhatField),
        IsCompressed = field(CompressedField).Length > 0,
        From = field(FromField).Trim(),
        LastDay = field(LastDayField).Trim(),
        Source = field(SourceField),
        KeyPeriod = field(KeyPeriodField) is { Length: > 0 } period ? period : Codes.Of(Exports.KeyPeriod.Month),
        Purpose = field(PurposeField) is { Length: > 0 } purpose ? purpose : Codes.Of(ExportPurpose.KnowledgeManagement),
    };

    /// <summary>The fields that cannot be used, or <see cref="OrderProblem"/>.</summary>
    public IReadOnlyList<string> FindProblems()
    {
        var problems = new List<string>();
        if (!Kinds.Contains(What))
            problems.Add(WhatField);
        if (From.Length > 0 && DayOf(From) is null)
            problems.Add(FromField);
        if (LastDay.Length > 0 && DayOf(LastDay) is null)
            problems.Add(LastDayField);
        if (DayOf(From) > DayOf(LastDay))
            problems.Add(OrderProblem);
        if (Codes.Find<KeyPeriod>(KeyPeriod) is null)
            problems.Add(KeyPeriodField);
        if (Codes.Find<ExportPurpose>(Purpose) is not { } purpose || !Purposes.Contains(purpose))
            problems.Add(PurposeField);
        return problems;
    }

    /// <summary>What is to be done. Only of a form without problems.</summary>
    public ExportRequest ToRequest(PipeWriter body) => new()
    {
        Target = new ExportTarget.ToBrowser(body, IsCompressed),
        From = DayOf(From),
        To = DayOf(LastDay)?.AddDays(1),
        Source = Source.Length > 0 ? Source : null,
        KeyPeriod = Codes.Find<KeyPeriod>(KeyPeriod)!.Value,
        Purpose = Codes.Find<ExportPurpose>(Purpose)!.Value,
    };

    /// <summary>The page with what was typed and what is wrong with it.</summary>
    public string AddressWith(IEnumerable<string> problems) => "/exports" + QueryString.Create(
    [
        .. problems.Select(problem => KeyValuePair.Create(ProblemField, (string?)problem)),
        KeyValuePair.Create(WhatField, (string?)What),
        KeyValuePair.Create(CompressedField, IsCompressed ? "on" : null),
        KeyValuePair.Create(FromField, (string?)From),
        KeyValuePair.Create(LastDayField, (string?)LastDay),
        KeyValuePair.Create(SourceField, (string?)Source),
        KeyValuePair.Create(KeyPeriodField, (string?)KeyPeriod),
        KeyValuePair.Create(PurposeField, (string?)Purpose),
    ]);

    /// <summary>What the browser calls the file: what it is and of which days.</summary>
    public string FileName => $"{(Format is null ? "analysis" : "events")}{Days}.{(Format is { } format ? Extension(format) : "csv")}{(IsCompressed ? ".gz" : null)}";

    public string ContentType => IsCompressed ? "application/gzip" : Format switch
    {
        EventLogFormat.Xes => "application/xml; charset=utf-8",
        EventLogFormat.Ocel => "application/json; charset=utf-8",
        _ => "text/csv; charset=utf-8",
    };

    private string Days => string.Concat(new[] { DayOf(From), DayOf(LastDay) }.OfType<DateOnly>().Select(day => day.ToString("-yyyy-MM-dd", CultureInfo.InvariantCulture)));

    private static string Extension(EventLogFormat format) => format switch
    {
        EventLogFormat.Csv => "csv",
        EventLogFormat.Xes => "xes",
        EventLogFormat.Ocel => "ocel.json",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format."),
    };

    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue && day > DateOnly.MinValue ? day : null;
}
