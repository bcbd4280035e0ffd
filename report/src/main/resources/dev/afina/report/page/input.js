const report = JSON.parse(document.getElementById('data').textContent);
