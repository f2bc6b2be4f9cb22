// The notice's only button.

document.getElementById('print')?.addEventListener('click', () => print())
