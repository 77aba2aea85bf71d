using System.Globalization;

namespace Palveluohjaus.Web.Forms;

/// <summary>The version of what a form changes, as it was read when the form was drawn.</summary>
public static class PostedVersion
{
    /// <summary>No row has it: a form without a readable version changes nothing.</summary>
    public const int None = -1;

    public static int Read(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : None;
}
