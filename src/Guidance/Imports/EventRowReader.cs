using System.Globalization;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>Reads one record of a log through its profile: an event, or the first thing that is wrong with it.</summary>
/// <param name="profile">What the columns mean.</param>
/// <param name="headers">The file's own header.</param>
internal sealed class EventRowReader(ImportProfile profile, IReadOnlyList<string> headers)
{
    /// <summary>As wide as the columns that hold case ids, activities and codes.</summary>
    public const int ValueMaxLength = 200;

    private static readonly int ColumnCount = Enum.GetValues<EventColumn>().Length;

    private readonly EventTimes _times = new(profile.TimeFormats, profile.Calendar);

    // XES writes its dates in one way, whatever the profile says of tables.
    private readonly EventTimes _isoTimes = new([], profile.Calendar);
    private readonly int[] _indexes = FindColumns(profile, headers);

    // The times of a case stand on each of its rows: the last one read is most often the next one too.
    private readonly (string Text, DateTime Utc)[] _lastTimes = new (string, DateTime)[ColumnCount];

    private RowFault? _fault;

    /// <summary>Which columns of the file are read.</summary>
    public bool[] Wanted()
    {
        var wanted = new bool[headers.Count];
        foreach (var index in _indexes)
        {
            if (index >= 0)
                wanted[index] = true;
        }

        return wanted;
    }

    public EventRow Read(CsvRecords row)
    {
        var record = new LogRecord(row.LineNumber, row.RawText, row.Fields, null);
        if (row.BadQuoteColumn is { } badQuote)
            return Faulty(record, new RowFault(badQuote < headers.Count ? headers[badQuote].CutTo(ValueMaxLength) : "", RowProblem.BadQuote));
        if (row.RawText.Contains('\0', StringComparison.Ordinal))
            return Faulty(record, new RowFault("", RowProblem.NotText));
        return row.Fields.Count == headers.Count ? Read(record)
            : Faulty(record, new RowFault("", RowProblem.WrongColumnCount, Invariant(row.Fields.Count), Invariant(headers.Count)));
    }

    public EventRow Read(XesRecords each)
    {
        var record = new LogRecord(each.LineNumber, each.RawText, each.Fields, each.Place);
        return each.Fault is { } fault ? Faulty(record, fault with { Column = fault.Column.CutTo(ValueMaxLength) }) : Read(record);
    }

    private EventRow Read(LogRecord record)
    {
        _fault = null;
        var caseId = ReadText(record, EventColumn.Case, isRequired: true);
        var activity = ReadText(record, EventColumn.Event, isRequired: true);
        var occurredAtUtc = ReadTime(record, EventColumn.Time, isRequired: true);
        var unit = ReadText(record, EventColumn.Unit, isRequired: false);
        var worker = ReadText(record, EventColumn.Worker, isRequired: false);
        var row = new EventRow
        {
            LineNumber = record.LineNumber,
            RawText = record.RawText,
            Place = record.Place,
            CaseId = caseId,
            Activity = Rename(EventColumn.Event, activity),
            OccurredAtUtc = occurredAtUtc ?? default,
            Unit = NullIfEmpty(Rename(EventColumn.Unit, unit)),
            Worker = NullIfEmpty(Rename(EventColumn.Worker, worker)),
            Channel = ReadChannel(record),
            StartAtUtc = ReadTime(record, EventColumn.Start, isRequired: false),
            EndAtUtc = ReadTime(record, EventColumn.End, isRequired: false),
            DeadlineAtUtc = ReadTime(record, EventColumn.Deadline, isRequired: false),
            Theme = ReadCode<NeedReason>(record, EventColumn.Theme),
            LifeStage = ReadCode<LifeStage>(record, EventColumn.LifeStage),
            Language = ReadCode<ServiceLanguage>(record, EventColumn.Language),
            Source = NullIfEmpty(Cell(record, EventColumn.Source)),
            Identity = _fault is null ? Digests.Of(caseId, activity, occurredAtUtc!.Value, unit, worker) : [],
        };
        return _fault is null ? row : Faulty(record, _fault);
    }

    private string ReadText(LogRecord record, EventColumn column, bool isRequired)
    {
        var text = Cell(record, column);
        if (text.Length == 0 && isRequired)
            Report(column, RowProblem.ValueMissing, null, null);
        else if (text.Length > ValueMaxLength)
            Report(column, RowProblem.TooLong, text, Invariant(ValueMaxLength));
        return text;
    }

    private DateTime? ReadTime(LogRecord record, EventColumn column, bool isRequired)
    {
        var text = Cell(record, column);
        if (text.Length == 0)
        {
            if (isRequired)
                Report(column, RowProblem.ValueMissing, null, _times.Expected);
            return null;
        }

        ref var last = ref _lastTimes[(int)column];
        if (last.Text == text)
            return last.Utc;
        var isXes = record.Place is not null;
        if ((isXes && _isoTimes.TryRead(text, out var utc)) || _times.TryRead(text, out utc))
        {
            last = (text, utc);
            return utc;
        }

        Report(column, RowProblem.NotATime, text, _times.Expected);
        return null;
    }

    private ContactChannel? ReadChannel(LogRecord record)
    {
        var text = Cell(record, EventColumn.Channel);
        if (text.Length == 0)
            return null;
        if (profile.Channels.TryGetValue(text, out var channel))
            return channel;

        Report(EventColumn.Channel, RowProblem.UnknownValue, text, string.Join(", ", profile.Channels.Keys));
        return null;
    }

    private TEnum? ReadCode<TEnum>(LogRecord record, EventColumn column)
        where TEnum : struct, Enum
    {
        var text = Cell(record, column);
        if (text.Length == 0)
            return null;
        if (OwnCodes<TEnum>.Values.TryGetValue(text, out var value))
            return value;

        Report(column, RowProblem.UnknownValue, text, string.Join(", ", OwnCodes<TEnum>.Values.Keys));
        return null;
    }

    private string Rename(EventColumn column, string value)
    {
        if (value.Length == 0 || !profile.Values.TryGetValue(column, out var map))
            return value;
        if (map.TryGetValue(value, out var meaning))
            return meaning;

        Report(column, RowProblem.UnknownValue, value, string.Join(", ", map.Keys));
        return "";
    }

    private string Cell(LogRecord record, EventColumn column) =>
        _indexes[(int)column] is >= 0 and var index ? record.Fields[index].Trim() : "";

    // The first fault in the order of reading is the one that is told.
    private void Report(EventColumn column, RowProblem problem, string? found, string? expected) =>
        _fault ??= new RowFault(
            profile.Columns[column],
            problem,
            found?.CutTo(QuarantinedRow.FoundMaxLength),
            expected?.CutTo(QuarantinedRow.ExpectedMaxLength));

    private static EventRow Faulty(LogRecord record, RowFault fault) =>
        new() { LineNumber = record.LineNumber, RawText = record.RawText, Place = record.Place, Fault = fault };

    private static int[] FindColumns(ImportProfile profile, IReadOnlyList<string> headers)
    {
        var indexes = new int[ColumnCount];
        Array.Fill(indexes, -1);
        foreach (var (column, header) in profile.Columns)
            indexes[(int)column] = headers.Index().First(candidate => candidate.Item == header).Index;
        return indexes;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <param name="LineNumber">Where it begins.</param>
    /// <param name="RawText">As in the file.</param>
    /// <param name="Fields">One for each of the headers.</param>
    /// <param name="Place">In a log of traces; null for a row of a table.</param>
    private readonly record struct LogRecord(int LineNumber, string RawText, IReadOnlyList<string> Fields, LogPlace? Place);
}
