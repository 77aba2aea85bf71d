using System.Globalization;

namespace Palveluohjaus.Web.Components;

/// <summary>Numbers inside SVG attributes, whatever the page's language: a decimal comma there draws nothing.</summary>
public static class Svg
{
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
