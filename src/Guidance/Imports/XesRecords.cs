using System.Security;
using System.Text;
using System.Xml;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>
/// The events of an XES log (IEEE 1849), one at a time. A column that begins with <c>case:</c> is an attribute of the trace, any other one of the event: the names
/// that a table made of the log has in process-mining tools, so that one profile reads both.
/// </summary>
/// <remarks>
/// Of a trace only the attributes that are asked for are kept, and of the log nothing: a trace may go on for ever. Nested attributes and lists are passed over.
/// A document type is refused, since it could name files and multiply what little there is.
/// </remarks>
internal sealed class XesRecords : IDisposable
{
    public const string OfTrace = "case:";

    /// <summary>A tag or text that is longer is none of a log.</summary>
    public const int NodeMaxBytes = 4 * 1024 * 1024;

    /// <summary>How deep attributes may lie in attributes.</summary>
    public const int MostDepth = 64;

    /// <summary>An event that says more is none of a log.</summary>
    public const int EventMaxLength = 256 * 1024;

    private const int KeysTold = 40;

    private readonly LogContent _content;
    private readonly XmlReader _xml;
    private readonly IReadOnlyList<string> _columns;
    private readonly Dictionary<string, int> _traceKeys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _eventKeys = new(StringComparer.Ordinal);
    private readonly string?[] _traceValues;
    private readonly string?[] _values;
    private readonly StringBuilder _traceText = new();
    private readonly StringBuilder _eventText = new();
    private bool _isInTrace;
    private int? _twiceInTrace;
    private int? _twice;

    public XesRecords(LogContent content, IReadOnlyList<string> columns)
    {
        _content = content;
        _content.MostBytesBetweenMarks = NodeMaxBytes;
        _columns = columns;
        _traceValues = new string?[columns.Count];
        _values = new string?[columns.Count];
        foreach (var (index, column) in columns.Index())
        {
            if (column.StartsWith(OfTrace, StringComparison.Ordinal))
                _traceKeys[column[OfTrace.Length..]] = index;
            else
                _eventKeys[column] = index;
        }

        _xml = XmlReader.Create(content, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            CloseInput = false,
        });
    }

    /// <summary>Why reading ended before the end of the log: a fault of the whole file.</summary>
    public FileProblemKind? Problem { get; private set; }

    /// <summary>Where that is.</summary>
    public int ProblemLine { get; private set; } = 1;

    /// <summary>The values of the columns, in their order; empty where the event or its trace has none.</summary>
    public string[] Fields { get; private set; } = [];

    /// <summary>What is wrong with the event as such, or null.</summary>
    public RowFault? Fault { get; private set; }

    /// <summary>The line on which the event begins.</summary>
    public int LineNumber { get; private set; }

    public LogPlace Place { get; private set; } = new(0, 0);

    /// <summary>The event's attributes, and those of its trace that were asked for.</summary>
    public string RawText { get; private set; } = "";

    /// <summary>The columns of which any trace or event has had a value.</summary>
    public HashSet<string> ColumnsFound { get; } = new(StringComparer.Ordinal);

    /// <summary>The first keys that were met, as columns.</summary>
    public List<string> KeysFound { get; } = [];

    public bool Read()
    {
        if (Problem is not null)
            return false;
        try
        {
            while (Advance())
            {
                if (TakeNode())
                    return true;
            }

            // The reader sees an end where the content was cut off; between two nodes that is none of its business.
            Problem ??= _content.Problem;
        }
        catch (XmlException fault)
        {
            Problem = _content.Problem ?? FileProblemKind.NotXml;
            ProblemLine = Math.Max(1, fault.LineNumber);
        }

        return false;
    }

    public void Dispose() => _xml.Dispose();

    private int Line => ((IXmlLineInfo)_xml).LineNumber;

    private bool Advance()
    {
        if (Problem is not null)
            return false;
        _content.Mark();
        if (!_xml.Read())
            return false;
        if (_xml.Depth <= MostDepth)
            return true;
        Stop(FileProblemKind.NotXes);
        return false;
    }

    /// <returns>True when an event was read.</returns>
    private bool TakeNode()
    {
        var isTrace = _xml.Depth == 1 && _xml.LocalName == "trace";
        if (_xml.NodeType == XmlNodeType.EndElement && isTrace)
            _isInTrace = false;
        if (_xml.NodeType != XmlNodeType.Element)
            return false;

        if (_xml.Depth == 0)
        {
            if (_xml.LocalName != "log")
                Stop(FileProblemKind.NotXes);
        }
        else if (isTrace)
        {
            BeginTrace();
        }
        else if (_xml.LocalName == "event" && _xml.Depth == (_isInTrace ? 2 : 1))
        {
            ReadEvent();
            return Problem is null;
        }
        else if (_isInTrace && _xml.Depth == 2 && _xml.GetAttribute("key") is { } key)
        {
            TakeOfTrace(key);
        }

        return false;
    }

    private void BeginTrace()
    {
        Place = new LogPlace(Place.Trace + 1, 0);
        _isInTrace = !_xml.IsEmptyElement;
        _twiceInTrace = null;
        Array.Clear(_traceValues);
        _traceText.Clear();
    }

    private void TakeOfTrace(string key)
    {
        if (!_traceKeys.TryGetValue(key, out var column))
        {
            Meet(OfTrace + key);
            return;
        }

        // In a log as the standard has it, a trace tells of itself before its events: they have been given away without it.
        if (Place.Event > 0)
        {
            Stop(FileProblemKind.NotXes);
            return;
        }

        if (_traceValues[column] is not null)
            _twiceInTrace ??= column;
        _traceValues[column] = Value();
        Append(_traceText, key, _traceValues[column]!);
        ColumnsFound.Add(_columns[column]);
        Meet(_columns[column]);
    }

    private void ReadEvent()
    {
        Place = Place with { Event = Place.Event + 1 };
        LineNumber = Line;
        _twice = null;
        _eventText.Clear();
        Array.Clear(_values);
        var isTooLong = false;
        if (!_xml.IsEmptyElement)
        {
            var depth = _xml.Depth;
            while (Advance() && !(_xml.NodeType == XmlNodeType.EndElement && _xml.Depth == depth))
            {
                if (_xml.NodeType != XmlNodeType.Element || _xml.Depth != depth + 1 || _xml.GetAttribute("key") is not { } key)
                    continue;
                isTooLong |= _eventText.Length + key.Length > EventMaxLength;
                if (!isTooLong)
                    TakeOfEvent(key);
            }
        }

        var isOutside = !_isInTrace;
        Fields = new string[_columns.Count];
        for (var column = 0; column < Fields.Length; column++)
            Fields[column] = _values[column] ?? (isOutside ? null : _traceValues[column]) ?? "";
        RawText = isOutside ? $"<event>{_eventText}</event>" : $"<trace>{_traceText}</trace><event>{_eventText}</event>";
        var twice = _twice ?? (isOutside ? null : _twiceInTrace);
        Fault = isTooLong ? new RowFault("", RowProblem.EventTooLong)
            : twice is { } index ? new RowFault(_columns[index], RowProblem.ValueTwice)
            : null;
    }

    private void TakeOfEvent(string key)
    {
        var value = Value();
        Append(_eventText, key, value);
        if (!_eventKeys.TryGetValue(key, out var column))
        {
            Meet(key);
            return;
        }

        if (_values[column] is not null)
            _twice ??= column;
        _values[column] = value;
        ColumnsFound.Add(key);
        Meet(key);
    }

    private string Value() => _xml.GetAttribute("value") ?? "";

    private void Append(StringBuilder text, string key, string value) =>
        text.Append('<').Append(_xml.LocalName).Append(" key=\"").Append(SecurityElement.Escape(key)).Append("\" value=\"").Append(SecurityElement.Escape(value)).Append("\"/>");

    private void Meet(string key)
    {
        if (KeysFound.Count < KeysTold && !KeysFound.Contains(key))
            KeysFound.Add(key);
    }

    private void Stop(FileProblemKind problem) => (Problem, ProblemLine) = (problem, Line);
}

/// <summary>Where an event stands in a log of traces, each counted from 1; trace 0 when it stands outside of them all before the first.</summary>
internal sealed record LogPlace(int Trace, int Event);
