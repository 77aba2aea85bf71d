using System.Globalization;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>What is said of Power BI, in the reader's language.</summary>
public static class PowerBiWords
{
    /// <summary>What is wrong and what to do about it.</summary>
    public static string Of(PowerBiFault fault) => ModelWords.Find($"PowerBiFault.{fault}", CultureInfo.CurrentUICulture);

    public static string Of(PowerBiStep step) => ModelWords.Find($"PowerBiStep.{step}", CultureInfo.CurrentUICulture);
}
