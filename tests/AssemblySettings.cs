using System.Globalization;
using System.Runtime.CompilerServices;

[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]

namespace Palveluohjaus.Testing;

/// <summary>Every test project compiles this file: tests run in Finnish, so that a decimal comma in a file shows at home.</summary>
internal static class FinnishCulture
{
#pragma warning disable CA2255 // The culture must be set before the first test class is touched, whichever that is.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Set()
    {
        var finnish = CultureInfo.GetCultureInfo("fi-FI");
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = finnish;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = finnish;
    }
}
