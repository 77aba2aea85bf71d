namespace Palveluohjaus.Web.Components;

/// <summary>What a tag or note is about. Colour only repeats what its words say.</summary>
public enum Tone
{
    Late,
    Soon,
    Good,

    /// <summary>A protected client.</summary>
    Dark,
}

internal static class ToneNames
{
    public static string CssName(this Tone tone) => tone switch
    {
        Tone.Late => "late",
        Tone.Soon => "soon",
        Tone.Good => "good",
        Tone.Dark => "dark",
        _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, "Not a tone."),
    };
}
