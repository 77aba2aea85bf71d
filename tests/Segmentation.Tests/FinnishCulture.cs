using System.Globalization;

namespace Palveluohjaus.Segmentation.Tests;

/// <summary>Everything runs under fi-FI, where a decimal is a comma: a text that should be invariant shows itself here.</summary>
[TestClass]
public sealed class FinnishCulture
{
    [AssemblyInitialize]
    public static void Set(TestContext context) =>
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("fi-FI");
}
