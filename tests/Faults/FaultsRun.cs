namespace Palveluohjaus.Faults;

/// <summary>What the tests of a run share is stopped at its end.</summary>
[TestClass]
public static class FaultsRun
{
    [AssemblyCleanup]
    public static async Task Stop() => await TemplateCounty.DisposeSharedAsync();
}
