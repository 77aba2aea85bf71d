using System.Text;
using System.Xml;

namespace Palveluohjaus.Reporting.Exports;

/// <summary>IEEE 1849-2016 (XES), with the concept, time, lifecycle and organizational extensions.</summary>
internal sealed class XesLogWriter : EventLogWriter
{
    private const string Namespace = "http://www.xes-standard.org/";
    private const char Replacement = '\uFFFD';

    private static readonly (string Name, string Prefix)[] Extensions =
        [("Concept", "concept"), ("Time", "time"), ("Lifecycle", "lifecycle"), ("Organizational", "org")];

    private readonly XmlWriter _xml;
    private readonly bool _mayChangeTexts;

    /// <param name="to">Stays open.</param>
    /// <param name="mayChangeTexts">Whether a character that XML cannot hold is replaced; else the export is refused for it.</param>
    public XesLogWriter(Stream to, bool mayChangeTexts)
    {
        _mayChangeTexts = mayChangeTexts;
        _xml = XmlWriter.Create(to, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, IndentChars = " ", NewLineChars = "\n", CloseOutput = false });
        Begin();
    }

    public override void Write(ExportedCase exported)
    {
        _xml.WriteStartElement("trace", Namespace);
        foreach (var column in EventLogColumns.OfTheCase)
            Attribute(column.IsTime ? "date" : "string", column.Key, column.Read(exported));
        foreach (var each in exported.Events)
        {
            _xml.WriteStartElement("event", Namespace);
            foreach (var column in EventLogColumns.OfTheEvent)
                Attribute(column.Key == EventLogColumns.Time ? "date" : "string", column.Key, column.Read(each));
            _xml.WriteEndElement();
            Rows++;
        }

        _xml.WriteEndElement();
    }

    public override void End()
    {
        _xml.WriteEndDocument();
        _xml.Flush();
    }

    // An export that was stopped is thrown away: closing what is open would only raise a second error over the first.
    public override void Dispose()
    {
        if (_xml.WriteState != WriteState.Closed)
            _xml.Dispose();
    }

    // In the order that the standard's schema gives: extensions, globals, classifiers, attributes, traces.
    private void Begin()
    {
        _xml.WriteStartDocument();
        _xml.WriteStartElement("log", Namespace);
        // The schema wants a number here, and names without spaces below.
        _xml.WriteAttributeString("xes.version", "1849.2016");
        _xml.WriteAttributeString("xes.features", "");
        foreach (var (name, prefix) in Extensions)
        {
            _xml.WriteStartElement("extension", Namespace);
            _xml.WriteAttributeString("name", name);
            _xml.WriteAttributeString("prefix", prefix);
            _xml.WriteAttributeString("uri", $"{Namespace}{prefix}.xesext");
            _xml.WriteEndElement();
        }

        Global("trace", [("string", "concept:name", "UNKNOWN"), ("string", "source", "UNKNOWN"), ("string", "channel", "UNKNOWN"), ("date", "start", "1970-01-01T00:00:00.000Z")]);
        Global("event", [("string", EventLogColumns.Activity, "UNKNOWN"), ("date", EventLogColumns.Time, "1970-01-01T00:00:00.000Z"), ("string", EventLogColumns.Transition, EventLogColumns.Complete)]);
        Classifier("Activity", EventLogColumns.Activity);
        Classifier("Activity-and-transition", $"{EventLogColumns.Activity} {EventLogColumns.Transition}");
        Attribute("string", "lifecycle:model", "standard");
    }

    private void Global(string scope, IEnumerable<(string Type, string Key, string Value)> attributes)
    {
        _xml.WriteStartElement("global", Namespace);
        _xml.WriteAttributeString("scope", scope);
        foreach (var (type, key, value) in attributes)
            Attribute(type, key, value);
        _xml.WriteEndElement();
    }

    private void Classifier(string name, string keys)
    {
        _xml.WriteStartElement("classifier", Namespace);
        _xml.WriteAttributeString("name", name);
        _xml.WriteAttributeString("scope", "event");
        _xml.WriteAttributeString("keys", keys);
        _xml.WriteEndElement();
    }

    private void Attribute(string type, string key, string? value)
    {
        if (value is null)
            return;
        _xml.WriteStartElement(type, Namespace);
        _xml.WriteAttributeString("key", key);
        _xml.WriteAttributeString("value", Holdable(value));
        _xml.WriteEndElement();
    }

    private string Holdable(string text)
    {
        StringBuilder? mended = null;
        for (var index = 0; index < text.Length; index++)
        {
            if (XmlConvert.IsXmlChar(text[index]))
                continue;
            if (index + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[index + 1], text[index]))
            {
                index++;
                continue;
            }

            (mended ??= new StringBuilder(text))[index] = Replacement;
        }

        if (mended is null)
            return text;
        if (!_mayChangeTexts)
            throw new ExportRefusedException(ExportRefusal.NotForXml);
        TextsChanged++;
        return mended.ToString();
    }
}
