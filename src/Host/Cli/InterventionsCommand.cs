using System.CommandLine;
using System.Globalization;
using Palveluohjaus.Guidance.Interventions;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>interventions</c>: checks a county's catalogue of methods.</summary>
internal static class InterventionsCommand
{
    public static Command Create()
    {
        var check = new Command("check", "Reads the methods that are shipped and the county's own, and lists everything that is wrong.");
        check.SetAction(parsed =>
        {
            var methods = Read(parsed.GetRequiredValue(CommonOptions.Data));
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"{methods.InUse.Count} methods in use, {methods.OwnCodes.Count} of all codes the county's own."));
            foreach (var method in methods.InUse)
            {
                foreach (var text in method.ToBeConfirmed.Concat(method.Measures.Select(measure => measure.ToBeConfirmed).OfType<Segmentation.Texts.LocalizedText>()))
                    Output.Result($"to be confirmed: {method.Code}, version {method.Version.ToString(CultureInfo.InvariantCulture)}: {text.In(CultureInfo.CurrentUICulture)}");
            }

            return ExitCodes.Done;
        });
        return new Command("interventions", "The catalogue of intervention methods.") { check };
    }

    private static InterventionMethods Read(DirectoryInfo data)
    {
        try
        {
            return InterventionMethods.Read(Path.Combine(data.FullName, InterventionMethods.FolderName));
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandRefused(wrong.Message);
        }
    }
}
