namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>A part of a notice.</summary>
public sealed record NoticeSection(string Heading, IReadOnlyList<string> Paragraphs, IReadOnlyList<string> List)
{
    // A record prints every field, and the list holds a client's answers.
    public override string ToString() => Heading;
}
